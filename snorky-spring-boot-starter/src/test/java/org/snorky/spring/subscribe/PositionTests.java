package org.snorky.spring.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.spring.test.AutoConfigureSnorkyRecorder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The position of what a request changed, in its answer. */
class PositionTests {

    private static final String HEADER = "X-Snorky-Position";

    @Nested
    @AutoConfigureMockMvc(addFilters = false)
    @SpringBootTest(classes = Application.class, properties = "spring.datasource.generate-unique-name=true")
    class ThroughMemory extends Contract {}

    @Nested
    @AutoConfigureMockMvc(addFilters = false)
    @SpringBootTest(
            classes = Application.class,
            properties = {"spring.datasource.generate-unique-name=true", "snorky.client.outbox.enabled=true"})
    class ThroughAnOutbox extends Contract {}

    @AutoConfigureSnorkyRecorder
    abstract static class Contract {

        @Autowired
        MockMvc mvc;

        private MockHttpServletResponse exchange(MockHttpServletRequestBuilder request) throws Exception {
            return mvc.perform(request.header("X-Snorky", "position"))
                    .andReturn()
                    .getResponse();
        }

        @Test
        void comesWithABody() throws Exception {
            MockHttpServletResponse answer = exchange(post("/reports"));

            assertThat(answer.getHeader(HEADER)).startsWith("recorded:");
            assertThat(answer.getHeaders("Access-Control-Expose-Headers")).contains(HEADER);
        }

        @Test
        void comesWithoutABody() throws Exception {
            assertThat(exchange(post("/empty")).getHeader(HEADER)).startsWith("recorded:");
        }

        @Test
        void isThatOfTheLastTransaction() throws Exception {
            String first = exchange(post("/reports")).getHeader(HEADER);
            String second = exchange(post("/twice")).getHeader(HEADER);

            assertThat(number(second)).isEqualTo(number(first) + 2);
        }

        private static int number(String position) {
            return Integer.parseInt(position.substring(position.indexOf(':') + 1));
        }

        @Test
        void isNotTherewhenNothingChangedOrItFailed() throws Exception {
            assertThat(exchange(post("/nothing")).getHeader(HEADER)).isNull();
            assertThat(exchange(post("/rolledBack")).getHeader(HEADER)).isNull();
            assertThat(exchange(post("/refused")).getHeader(HEADER)).isNull();
        }

        @Test
        void mustBeAskedForByAWritingRequest() throws Exception {
            assertThat(exchange(get("/reading")).getHeader(HEADER)).isNull();
            assertThat(mvc.perform(post("/reports")).andReturn().getResponse().getHeader(HEADER))
                    .isNull();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Reports.class)
    static class Application {

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }
    }

    @RestController
    static class Reports {

        private final SnorkyPublisher publisher;
        private final TransactionTemplate transaction;

        Reports(SnorkyPublisher publisher, TransactionTemplate transaction) {
            this.publisher = publisher;
            this.transaction = transaction;
        }

        private void publish() {
            transaction.executeWithoutResult(status -> publisher.inserted("Report", Map.of("id", 1)));
        }

        @PostMapping("/reports")
        String create() {
            publish();
            return "created";
        }

        @PostMapping("/empty")
        ResponseEntity<Void> empty() {
            publish();
            return ResponseEntity.noContent().build();
        }

        @PostMapping("/twice")
        String twice() {
            publish();
            publish();
            return "created";
        }

        @PostMapping("/nothing")
        String nothing() {
            return "nothing";
        }

        @PostMapping("/rolledBack")
        String rolledBack() {
            transaction.executeWithoutResult(status -> {
                publisher.inserted("Report", Map.of("id", 1));
                status.setRollbackOnly();
            });
            return "rolled back";
        }

        @PostMapping("/refused")
        ResponseEntity<String> refused() {
            publish();
            return ResponseEntity.status(HttpStatus.CONFLICT).body("refused");
        }

        @GetMapping("/reading")
        String reading() {
            publish();
            return "read";
        }
    }
}
