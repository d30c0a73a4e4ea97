package org.snorky.spring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.spring.entity.model.Task;
import org.snorky.spring.outbox.Outbox;
import org.snorky.spring.test.AutoConfigureSnorkyRecorder;
import org.snorky.spring.test.SnorkyRecorder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.StringNode;

/** What the guide says of the application's side. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.generate-unique-name=true",
            "spring.config.location=classpath:examples/outbox.yml"
        })
@AutoConfigureSnorkyRecorder
class GuideTests {

    @Autowired
    TaskRepository tasks;

    @Autowired
    TaskService service;

    @Autowired
    SnorkyRecorder recorder;

    @Test
    void aBulkStatementMakesClientsFetchAgain(@Autowired Outbox durable) {
        tasks.save(new Task("tea"));
        recorder.clear();

        service.completeAll();

        assertThat(recorder.invalidations()).containsExactly(Invalidation.ofModel("Task"));
        assertThat(tasks.findAll()).allMatch(task -> task.completed);
        assertThat(durable.parked().first(1)).isEmpty();
    }

    @Test
    void aLostPermissionEndsTheUsersSubscriptions(
            @Autowired ApplicationEventPublisher events, @Autowired TransactionOperations transaction) {
        recorder.clear();

        transaction.executeWithoutResult(status -> {
            events.publishEvent(new AccessRevoker.MemberRemoved("ann"));
            assertThat(recorder.revocations()).as("before the commit").isEmpty();
        });

        assertThat(recorder.revocations())
                .containsExactly(new SnorkyRecorder.RecordedRevocation(
                        new Revocation.OfIdentity(StringNode.valueOf("ann")), true));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Task.class)
    @Import({TaskService.class, AccessRevoker.class})
    static class Application {}
}
