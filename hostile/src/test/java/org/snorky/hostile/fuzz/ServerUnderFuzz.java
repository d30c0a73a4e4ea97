package org.snorky.hostile.fuzz;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.snorky.server.SnorkyServer;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.transport.http.BackendServlet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** The server with all its services, whose ways in are called without sockets. One for all fuzz tests of a process. */
final class ServerUnderFuzz {

    static final String KEY = "a-key-that-the-fuzzer-is-given";

    private static final RpcServices RPC =
            new RpcServices(Validation.buildDefaultValidatorFactory().getValidator(), new SimpleMeterRegistry());

    private static final AtomicReference<WebServerApplicationContext> MANAGEMENT = new AtomicReference<>();
    private static final ConfigurableApplicationContext CONTEXT = start();

    private ServerUnderFuzz() {}

    private static ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(SnorkyServer.class);
        application.setDefaultProperties(SnorkyServer.defaults());
        application.addListeners((ApplicationListener<WebServerInitializedEvent>) event -> {
            if ("management".equals(event.getApplicationContext().getServerNamespace())) {
                MANAGEMENT.set(event.getApplicationContext());
            }
        });
        return application.run(
                "--server.port=0",
                "--management.server.port=0",
                "--snorky.backend.keys=" + KEY,
                "--snorky.datasync.dealers.FilteredTasks.type=filter",
                "--snorky.datasync.dealers.FilteredTasks.model=Task",
                "--logging.level.root=error");
    }

    /** The way of browsers, on the caller's thread. */
    static MessageDispatcher frontend() {
        return dispatcher(CONTEXT.getBeansWithAnnotation(SnorkyService.class).values().stream()
                .filter(bean -> registryOf(bean).equals(ServiceRegistry.FRONTEND))
                .toList());
    }

    static MessageDispatcher dispatcher(List<?> beans) {
        return new MessageDispatcher(
                new ServiceRegistry(
                        ServiceRegistry.FRONTEND, beans.stream().map(RPC::of).toList()),
                Runnable::run,
                new InboundLimits(1000, 1 << 22));
    }

    private static String registryOf(Object bean) {
        return Objects.requireNonNull(bean.getClass().getAnnotation(SnorkyService.class))
                .registry();
    }

    /** The way of applications. */
    static BackendServlet backend() {
        return MANAGEMENT.get().getBeansOfType(ServletRegistrationBean.class).values().stream()
                .map(ServletRegistrationBean::getServlet)
                .filter(BackendServlet.class::isInstance)
                .map(BackendServlet.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
