package org.snorky.spring.subscribe;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a handler method answer requests that carry {@code X-Snorky: Subscribe} with the token of a subscription, in the
 * header {@code X-Subscription-Token}: whoever gets the list may hear of its changes. Repeated, the subscription has
 * several items under one token.
 *
 * <p>The subscription is authorised before the handler runs, hence before it queries, so that no change is missed; it is
 * withdrawn if the handler fails or answers with a status of 400 or more. Filters and interceptors that refuse a request
 * come before it. If the server is away, the answer has no token.
 *
 * <p>On a Spring Data REST repository it stands for the resource of its collection, on a query method for that search.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Subscribe.List.class)
public @interface Subscribe {

    /** The dealer's name, or a model's for its default dealer. */
    String dealer();

    /**
     * What the dealer is asked: a SpEL expression, whose value becomes JSON. Empty asks nothing (JSON null).
     *
     * <p>Variables: each path variable and request parameter by its name, of the type that the handler method declares
     * for it or else a string; {@code #principal}, null if nobody is logged in; {@code #request}, the servlet request.
     * Beans are there as {@code @name}. For example {@code {'==', 'project.id', #id}}.
     */
    String query() default "";

    /** Several of them. */
    @Documented
    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        Subscribe[] value();
    }
}
