package org.snorky.spring.subscribe;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.snorky.spring.entity.Subscribable;
import org.snorky.spring.test.SnorkyRecorder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.query.Param;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EntityScan(basePackageClasses = SubscribeTestApplication.class)
@EnableJpaRepositories(basePackageClasses = SubscribeTestApplication.class, considerNestedRepositories = true)
class SubscribeTestApplication {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .httpBasic(basic -> {})
                .cors(cors -> cors.disable())
                .build();
    }

    @Bean
    InMemoryUserDetailsManager users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ann").password("{noop}ann").roles("USER").build());
    }

    @Bean
    Teams teams() {
        return new Teams();
    }

    static class Teams {
        public String of(String user) {
            return "team-" + user;
        }
    }

    @Entity
    @Subscribable
    static class Book {
        @Id
        @GeneratedValue
        public Long id;

        public String title;
    }

    @Subscribe(dealer = "Book")
    interface Books extends JpaRepository<Book, Long> {

        @Subscribe(dealer = "Book", query = "{'==', 'title', #title}")
        List<Book> findByTitle(@Param("title") String title);
    }

    @RestController
    static class Lists {

        private final SnorkyRecorder recorder;
        final AtomicInteger subscriptionsAtQueryTime = new AtomicInteger(-1);

        Lists(SnorkyRecorder recorder) {
            this.recorder = recorder;
        }

        @GetMapping("/tasks")
        @CrossOrigin("https://other.example")
        @Subscribe(dealer = "AllTasks")
        List<String> tasks() {
            subscriptionsAtQueryTime.set(recorder.subscriptions().size());
            return List.of("Tea");
        }

        @GetMapping("/projects/{id}/tasks")
        @Subscribe(dealer = "FilteredTasks", query = "{'and', {'==', 'project.id', #id}, {'==', 'done', #done}}")
        @Subscribe(dealer = "Project", query = "{{'==', 'id', #id}, #color}")
        List<String> ofProject(@PathVariable long id, @RequestParam(defaultValue = "false") boolean done) {
            return List.of();
        }

        @GetMapping("/mine")
        @Subscribe(dealer = "ByTeam", query = "#principal == null ? null : @teams.of(#principal.name)")
        List<String> mine() {
            return List.of();
        }

        @GetMapping("/cached")
        @Subscribe(dealer = "AllTasks")
        ResponseEntity<String> cached() {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                    .body("cached");
        }

        @GetMapping("/unsubscribable")
        String unsubscribable() {
            return "plain";
        }

        @GetMapping("/fails")
        @Subscribe(dealer = "AllTasks")
        String fails() {
            throw new IllegalStateException("on purpose");
        }

        @GetMapping("/denied")
        @Subscribe(dealer = "AllTasks")
        String denied() {
            throw new AccessDeniedException("on purpose");
        }

        @GetMapping("/handled")
        @Subscribe(dealer = "AllTasks")
        String handled() {
            throw new UnsupportedOperationException("on purpose");
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.OK)
        String handle(UnsupportedOperationException failure) {
            return "handled";
        }

        @GetMapping("/gone")
        @Subscribe(dealer = "AllTasks")
        ResponseEntity<String> gone() {
            return ResponseEntity.status(HttpServletResponse.SC_GONE).body("gone");
        }

        @GetMapping("/async")
        @Subscribe(dealer = "AllTasks")
        Callable<String> async(@RequestParam(defaultValue = "false") boolean fail) {
            return () -> {
                if (fail) {
                    throw new IllegalStateException("on purpose");
                }
                return "later";
            };
        }
    }
}
