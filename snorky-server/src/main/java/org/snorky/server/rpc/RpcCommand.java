package org.snorky.server.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a {@link SnorkyService} a command.
 *
 * <p>Parameters are bound by name from the call's {@code params} and checked by Bean Validation; a parameter of type
 * {@link Client} is the caller. What the method returns is the reply: any value, nothing, or a
 * {@link java.util.concurrent.CompletionStage} that gives it later; with a parameter of type {@link Reply} it answers by
 * that. To fail, throw {@link RpcException}; of any other exception the client learns only that there was one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RpcCommand {

    /** The command's name; the method's where empty. */
    String value() default "";
}
