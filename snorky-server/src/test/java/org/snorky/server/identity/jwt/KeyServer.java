package org.snorky.server.identity.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer that serves its public keys. */
public final class KeyServer implements AutoCloseable {

    private final HttpServer http;
    public final AtomicInteger fetches = new AtomicInteger();
    private volatile JWKSet keys;

    public KeyServer(JWK... keys) throws IOException {
        serve(keys);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = this.keys.toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
    }

    public void serve(JWK... keys) {
        this.keys = new JWKSet(List.of(keys));
    }

    public URL url() throws MalformedURLException {
        return URI.create("http://localhost:" + http.getAddress().getPort() + "/keys")
                .toURL();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
