package org.snorky.spring.docs;

import org.snorky.spring.publish.SnorkyPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class TaskService {

    private final TaskRepository tasks;
    private final SnorkyPublisher snorky;

    TaskService(TaskRepository tasks, SnorkyPublisher snorky) {
        this.tasks = tasks;
        this.snorky = snorky;
    }

    @Transactional
    public void completeAll() {
        tasks.completeAll();
        snorky.invalidate("Task");
    }
}
