package org.snorky.demos.knockout;

import jakarta.validation.Valid;
import java.util.List;
import org.snorky.spring.subscribe.Subscribe;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The tasks over HTTP. */
@RestController
@RequestMapping("/api/tasks")
@Transactional
class TaskController {

    private final TaskRepository tasks;

    TaskController(TaskRepository tasks) {
        this.tasks = tasks;
    }

    /** With {@code X-Snorky: Subscribe}, the answer has a token for the changes of the list. */
    @GetMapping
    @Subscribe(dealer = "AllTasks")
    List<Task> list() {
        return tasks.findAllByOrderById();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Task add(@Valid @RequestBody NewTask task) {
        return tasks.save(new Task(task.title()));
    }

    @PatchMapping("/{id}")
    Task change(@PathVariable long id, @Valid @RequestBody TaskChange change) {
        var task = find(id);
        task.change(change);
        return task;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long id) {
        tasks.delete(find(id));
    }

    private Task find(long id) {
        return tasks.findLockedById(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no task " + id));
    }
}
