package org.snorky.server.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Refines a parameter of a command. One that is {@code @Nullable} or an {@code Optional} may be left out without this. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RpcParam {

    /** The name in {@code params}; the parameter's own where empty. */
    String value() default "";

    /** What stands in where the caller gives nothing, as JSON; empty where the caller must give something. */
    String defaultValue() default "";
}
