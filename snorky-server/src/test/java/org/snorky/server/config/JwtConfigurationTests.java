package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.identity.AccessTokens;
import org.snorky.server.identity.ClientAuthenticator;
import org.snorky.server.identity.TokenOrUser;
import org.snorky.server.session.ClientIdentity;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What of the access tokens' settings makes a server start, or not. */
class JwtConfigurationTests {

    private static final String SECRET = "snorky.frontend.jwt.secret=0123456789abcdef0123456789abcdef";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withUserConfiguration(Properties.class)
            .withConfiguration(AutoConfigurations.of(JwtConfiguration.class, IdentityConfiguration.class));

    @EnableConfigurationProperties(SnorkyProperties.class)
    static class Properties {}

    private FailureAnalysis failure(WebApplicationContextRunner configured) {
        FailureAnalysis[] found = new FailureAnalysis[1];
        configured.run(context -> {
            assertThat(context).hasFailed();
            found[0] = new JwtFailureAnalyzer().analyze(context.getStartupFailure());
        });
        return found[0];
    }

    private void assertFailure(String message, String... settings) {
        runner.withPropertyValues(settings)
                .run(context -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining(message));
    }

    @Test
    void withoutAKeyThereAreNoTokens() {
        runner.run(context ->
                assertThat(context).doesNotHaveBean(AccessTokens.class).hasSingleBean(TokenOrUser.class));
    }

    @Test
    void contributesNoDecoderThatWouldTakeThePlaceOfAnApplicationsOwn() {
        runner.withPropertyValues(SECRET)
                .run(context ->
                        assertThat(context).hasSingleBean(AccessTokens.class).doesNotHaveBean(JwtDecoder.class));
    }

    @Test
    void beansOfTheApplicationGoFirst() {
        AccessTokens own = token -> ClientIdentity.of(token);
        ClientAuthenticator door = handshake -> ClientIdentity.ANONYMOUS;
        runner.withPropertyValues(SECRET)
                .withBean(AccessTokens.class, () -> own)
                .withBean(ClientAuthenticator.class, () -> door)
                .run(context -> {
                    assertThat(context).getBean(AccessTokens.class).isSameAs(own);
                    assertThat(context).getBean(ClientAuthenticator.class).isSameAs(door);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void takesAPublicKeyAsTextOrFromAFile(String kind, @TempDir Path folder) throws Exception {
        PublicKey key = KeyPairGenerator.getInstance(kind).generateKeyPair().getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        Path file = Files.writeString(folder.resolve("issuer.pem"), pem);
        for (String setting : List.of(pem, file.toUri().toString())) {
            runner.withPropertyValues("snorky.frontend.jwt.public-key=" + setting)
                    .run(context -> assertThat(context).hasSingleBean(AccessTokens.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef0123456789abcde"})
    void aSecretThatIsTooShortStopsTheStart(String secret) {
        FailureAnalysis failure = failure(runner.withPropertyValues("snorky.frontend.jwt.secret=" + secret));

        assertThat(failure.getDescription()).contains("shorter than 32 bytes");
        assertThat(failure.getAction())
                .contains("snorky.frontend.jwt.secret")
                .contains("openssl rand -hex 32")
                .doesNotContain("0123456789abcde");
    }

    @Test
    void tokensWithoutWhatChecksThemStopTheStart() {
        FailureAnalysis failure = failure(
                runner.withPropertyValues(SECRET).withClassLoader(new FilteredClassLoader(NimbusJwtDecoder.class)));

        assertThat(failure.getAction()).contains("spring-security-oauth2-jose");
    }

    @Test
    void settingsThatCannotBeMeantStopTheStart() {
        assertFailure("exclude each other", SECRET, "snorky.frontend.jwt.jwk-set-uri=https://id.example.org/keys");
        assertFailure("mean nothing without", "snorky.frontend.jwt.issuer=https://id.example.org");
        assertFailure("must be a URL", "snorky.frontend.jwt.jwk-set-uri=keys.json");
        assertFailure("must be a URL", "snorky.frontend.jwt.jwk-set-uri=file:/etc/passwd");
        assertFailure("cannot be read", "snorky.frontend.jwt.public-key=file:/no/such/file");
        assertFailure(
                "must be a public key",
                "snorky.frontend.jwt.public-key=-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----");
        assertFailure("must name a claim", SECRET, "snorky.frontend.jwt.identity-claim= ");
        assertFailure("clock-skew", SECRET, "snorky.frontend.jwt.clock-skew=-1s");
    }

    @Test
    void secretsStandInNoText() {
        runner.withPropertyValues(SECRET)
                .run(context -> assertThat(((ConfigurableApplicationContext) context.getSourceApplicationContext())
                                .getBean(SnorkyProperties.class)
                                .toString())
                        .doesNotContain("0123456789abcdef"));
    }
}
