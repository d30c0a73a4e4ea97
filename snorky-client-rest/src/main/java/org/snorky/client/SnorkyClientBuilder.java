package org.snorky.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Collects what a {@link SnorkyClient} needs; a builder may make several clients. */
public final class SnorkyClientBuilder {

    private URI url = URI.create("http://localhost:5002");
    private @Nullable String key;
    private Duration connectTimeout = Duration.ofSeconds(1);
    private Duration readTimeout = Duration.ofSeconds(5);
    private int retries = 2;
    private Duration firstBackoff = Duration.ofMillis(100);
    private Pause pause = Pause.blocking();
    private @Nullable ClientHttpRequestFactory requestFactory;
    private RestClient.@Nullable Builder restClient;
    private @Nullable SSLContext sslContext;

    SnorkyClientBuilder() {}

    /** Where the backend is served, without {@code /backend}: {@code http://localhost:5002} unless given. */
    public SnorkyClientBuilder url(String baseUrl) {
        URI uri = URI.create(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "The server's URL must be http://… or https://…, but is '" + baseUrl + "'");
        }
        this.url = uri;
        return this;
    }

    /** One of the server's backend keys; sent with each request and shown nowhere. */
    public SnorkyClientBuilder key(String backendKey) {
        this.key = backendKey;
        return this;
    }

    /** How long to wait for a connection; ignored where a request factory is given. */
    public SnorkyClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = timeout;
        return this;
    }

    /** How long to wait for a whole answer; ignored where a request factory is given. */
    public SnorkyClientBuilder readTimeout(Duration timeout) {
        this.readTimeout = timeout;
        return this;
    }

    /** How often a request that may be repeated is repeated when the server gives no answer; 0 for never. */
    public SnorkyClientBuilder retries(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("retries must not be negative: " + count);
        }
        this.retries = count;
        return this;
    }

    /** The longest wait before the first retry; it doubles with each, and the wait is a random part of it. */
    public SnorkyClientBuilder firstBackoff(Duration wait) {
        this.firstBackoff = wait;
        return this;
    }

    /** How to wait between retries; blocks the calling thread unless given. */
    public SnorkyClientBuilder pause(Pause port) {
        this.pause = port;
        return this;
    }

    /** Whom to trust and as whom to come, for a server with a certificate of its own, or one that asks for ours. */
    public SnorkyClientBuilder sslContext(SSLContext context) {
        this.sslContext = context;
        return this;
    }

    /** What makes connections, for a proxy or another HTTP library. */
    public SnorkyClientBuilder requestFactory(ClientHttpRequestFactory factory) {
        this.requestFactory = factory;
        return this;
    }

    /** Settings of the application's own, such as interceptors and observations; copied, not changed. */
    public SnorkyClientBuilder restClient(RestClient.Builder builder) {
        this.restClient = builder;
        return this;
    }

    public SnorkyClient build() {
        RestClient.Builder rest = restClient == null ? RestClient.builder() : restClient.clone();
        rest.baseUrl(url.toString()).requestFactory(requestFactory == null ? jdkRequests() : requestFactory);
        String secret = key;
        if (secret != null) {
            rest.defaultHeaders(headers -> headers.set(SnorkyHeaders.BACKEND_KEY, secret));
        }
        Retries policy = new Retries(retries, firstBackoff, pause, RandomGenerator.getDefault());
        return new RestSnorkyBackend(new BackendHttp(rest.build(), url), policy);
    }

    /** HTTP/1.1, since an upgrade offer on every first request buys nothing here. */
    private ClientHttpRequestFactory jdkRequests() {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
        SSLContext certificates = sslContext;
        if (certificates != null) {
            http.sslContext(certificates);
        }
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http.build());
        factory.setReadTimeout(readTimeout);
        return factory;
    }
}
