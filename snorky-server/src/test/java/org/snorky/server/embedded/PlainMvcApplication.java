package org.snorky.server.embedded;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** An application that took Spring MVC out of Boot's hands. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebMvc
@RestController
class PlainMvcApplication {

    @GetMapping("/hello")
    String hello() {
        return "hello";
    }
}
