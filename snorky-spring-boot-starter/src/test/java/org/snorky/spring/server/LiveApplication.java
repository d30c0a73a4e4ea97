package org.snorky.spring.server;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.List;
import org.snorky.spring.entity.Subscribable;
import org.snorky.spring.subscribe.Subscribe;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a user writes: an entity, a repository, an endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EntityScan(basePackageClasses = LiveApplication.class)
@EnableJpaRepositories(basePackageClasses = LiveApplication.class, considerNestedRepositories = true)
class LiveApplication {

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Entity
    @Subscribable
    static class Todo {
        @Id
        @GeneratedValue
        public Long id;

        public String title;
    }

    interface Todos extends JpaRepository<Todo, Long> {}

    @RestController
    static class TodoController {

        private final Todos todos;

        TodoController(Todos todos) {
            this.todos = todos;
        }

        @GetMapping("/api/todos")
        @Subscribe(dealer = "Todo")
        List<Todo> all() {
            return todos.findAll();
        }
    }
}
