package org.snorky.protocol;

/** The HTTP headers of the protocol. */
public final class SnorkyHeaders {

    /** On requests to the backend: one of the server's keys. */
    public static final String BACKEND_KEY = "X-Backend-Key";

    /** On requests to an application's list: {@link #SUBSCRIBE}, compared without case. */
    public static final String SNORKY = "X-Snorky";

    /** The value of {@link #SNORKY} that asks for a subscription. */
    public static final String SUBSCRIBE = "Subscribe";

    /** On the application's answer: the token of the subscription. */
    public static final String SUBSCRIPTION_TOKEN = "X-Subscription-Token";

    /** The value of {@link #SNORKY} on a request that changes rows, which asks for {@link #SNORKY_POSITION}. */
    public static final String POSITION = "Position";

    /** On the application's answer: the server's position of the last of what the request changed. */
    public static final String SNORKY_POSITION = "X-Snorky-Position";

    private SnorkyHeaders() {}
}
