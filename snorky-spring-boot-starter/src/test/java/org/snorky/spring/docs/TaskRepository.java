package org.snorky.spring.docs;

import org.snorky.spring.entity.model.Task;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface TaskRepository extends JpaRepository<Task, Long> {

    @Modifying
    @Query("update Task task set task.completed = true")
    int completeAll();
}
