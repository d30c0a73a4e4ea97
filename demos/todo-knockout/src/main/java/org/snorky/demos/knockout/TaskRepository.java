package org.snorky.demos.knockout;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

/** The tasks in the database. */
interface TaskRepository extends JpaRepository<Task, Long> {

    List<Task> findAllByOrderById();

    /** The task, kept from other writers until the transaction ends: two who change it at once both have their way. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Task> findLockedById(Long id);
}
