package org.snorky.spring.connect;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to give a key that signs tokens well. */
final class InvalidSigningKeyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSigningKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSigningKeyException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", """
                Do one of these:
                  - set snorky.client.connection-tokens.secret and the server's snorky.frontend.jwt.secret to what \
                'openssl rand -hex 32' gives
                  - set snorky.client.connection-tokens.private-key to a key that 'openssl genpkey -algorithm RSA' gives, \
                and the server's snorky.frontend.jwt.public-key to its public one ('openssl pkey -pubout')
                  - add the dependency org.springframework.security:spring-security-oauth2-jose, if it is missing
                  - set neither, and no tokens are issued""", cause);
    }
}
