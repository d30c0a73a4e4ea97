package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
class TaskApiTests {

    @Autowired
    private MockMvcTester http;

    @Autowired
    private TaskRepository tasks;

    @BeforeEach
    void clear() {
        tasks.deleteAll();
    }

    @Test
    void addsTasksAndListsThemInOrder() {
        assertThat(send("POST", "", "{'title': 'Taste JavaScript'}")).hasStatus(HttpStatus.CREATED);
        assertThat(send("POST", "", "{'title': 'Buy a unicorn', 'completed': true}"))
                .hasStatus(HttpStatus.CREATED);

        assertThat(http.get().uri("/api/tasks"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo(
                        "[{title: 'Taste JavaScript', completed: false}, {title: 'Buy a unicorn', completed: true}]");
    }

    @Test
    void replacesTheWholeTask() {
        long id = existing("Buy a unicorn", true);

        assertThat(send("PUT", "/" + id, "{'title': 'Buy two'}")).hasStatusOk();

        assertThat(tasks.findById(id).orElseThrow())
                .returns("Buy two", Task::getTitle)
                .returns(false, Task::isCompleted);
    }

    @Test
    void changesOnlyWhatIsGiven() {
        long id = existing("Buy a unicorn", false);

        assertThat(send("PATCH", "/" + id, "{'completed': true}")).hasStatusOk();
        assertThat(send("PATCH", "/" + id, "{'title': 'Sell it'}")).hasStatusOk();

        assertThat(tasks.findById(id).orElseThrow())
                .returns("Sell it", Task::getTitle)
                .returns(true, Task::isCompleted);
    }

    @Test
    void deletesTasks() {
        long id = existing("Buy a unicorn", false);

        assertThat(http.delete().uri("/api/tasks/{id}", id)).hasStatus(HttpStatus.NO_CONTENT);

        assertThat(tasks.count()).isZero();
    }

    @Test
    void givesATokenToWhoAsksForOne() {
        assertThat(http.get().uri("/api/tasks").header("X-Snorky", "Subscribe"))
                .hasStatusOk()
                .containsHeader("X-Subscription-Token");
        assertThat(http.get().uri("/api/tasks")).hasStatusOk().doesNotContainHeader("X-Subscription-Token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST   |      | {'title': ''}                 | 400 | title must be one line of text
            POST   |      | {'title': '   '}              | 400 | title must be one line of text
            POST   |      | {'title': 'two\\nlines'}      | 400 | title must be one line of text
            POST   |      | {'title': 'LONG'}            | 400 | title size must be between 0 and 100
            POST   |      | {}                            | 400 | title must not be null
            POST   |      | no JSON                       | 400 | Failed to read request
            POST   |      | {'title': ['a']}              | 400 | Failed to read request
            PUT    | /ID  | {'completed': true}           | 400 | title must not be null
            PATCH  | /ID  | {'title': ' '}                | 400 | title must be one line of text
            PATCH  | /ID  | {'completed': 'perhaps'}      | 400 | Failed to read request
            PUT    | /0   | {'title': 'x'}                | 404 | There is no task 0
            PATCH  | /0   | {'title': 'x'}                | 404 | There is no task 0
            DELETE | /0   | {}                            | 404 | There is no task 0
            DELETE | /one | {}                            | 400 | Failed to convert 'id' with value: 'one'
            DELETE |      | {}                            | 405 | Method 'DELETE' is not supported.
            """)
    void refusesWithAProblem(String method, String path, String body, int status, String detail) {
        long id = existing("Buy a unicorn", false);
        String at = path == null ? "" : path.replace("ID", String.valueOf(id));

        var answer = send(method, at, body.replace("LONG", "x".repeat(101)));

        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyJson().extractingPath("$.detail").isEqualTo(detail);
        assertThat(tasks.findAll()).singleElement().returns("Buy a unicorn", Task::getTitle);
    }

    private MvcTestResult send(String method, String path, String body) {
        return http.method(HttpMethod.valueOf(method))
                .uri("/api/tasks" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.replace('\'', '"'))
                .exchange();
    }

    private long existing(String title, boolean completed) {
        return tasks.save(new Task(title, completed)).getId();
    }
}
