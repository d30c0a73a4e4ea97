package org.snorky.oracle.application;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.snorky.oracle.process.ParentWatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.hibernate.HibernateTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** What a user would write, and a way to make it work at random. */
@SpringBootApplication
public class ApplicationUnderTest {

    public static void main(String[] args) {
        ParentWatch.start(command -> {});
        SpringApplication.run(ApplicationUnderTest.class, args);
    }

    /** In place of Boot's, which offers no savepoints on Hibernate. */
    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
        HibernateTransactionManager manager = new HibernateTransactionManager(factory.unwrap(SessionFactory.class));
        manager.setNestedTransactionAllowed(true);
        return manager;
    }
}
