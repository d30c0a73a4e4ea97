package org.snorky.server.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.snorky.server.service.Concurrency;
import org.snorky.server.service.ServiceRegistry;

/**
 * Makes a bean a service that clients call by name.
 *
 * <p>Its {@link RpcCommand} methods are the commands. They run one at a time unless {@link #concurrency} says otherwise,
 * so that plain collections need no locks.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SnorkyService {

    /** The name in envelopes. */
    String value();

    /** The registry it belongs to, and so who can reach it. */
    String registry() default ServiceRegistry.FRONTEND;

    Concurrency concurrency() default Concurrency.SERIAL;
}
