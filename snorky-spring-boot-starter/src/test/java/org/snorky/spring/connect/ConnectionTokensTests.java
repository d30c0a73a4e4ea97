package org.snorky.spring.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.protocol.WireJson;
import org.snorky.spring.config.SnorkyClientAutoConfiguration;
import org.snorky.spring.subscribe.SnorkySubscribeAutoConfiguration;
import org.snorky.spring.subscribe.SubscriptionIdentity;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class ConnectionTokensTests {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    SnorkyClientAutoConfiguration.class,
                    SnorkySubscribeAutoConfiguration.class,
                    SnorkyConnectionTokensAutoConfiguration.class))
            .withPropertyValues("snorky.client.key=a-key-for-the-tests-of-it");

    private final WebApplicationContextRunner withSecret =
            runner.withPropertyValues("snorky.client.connection-tokens.secret=" + SECRET);

    private static Jwt decoded(String token) {
        return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(SECRET.getBytes(), "HmacSHA256"))
                .build()
                .decode(token);
    }

    private FailureAnalysis failure(WebApplicationContextRunner configured) {
        FailureAnalysis[] found = new FailureAnalysis[1];
        configured.run(context -> {
            assertThat(context).hasFailed();
            found[0] = new InvalidSigningKeyFailureAnalyzer().analyze(context.getStartupFailure());
        });
        return found[0];
    }

    @Nested
    class InCode {

        @Test
        void sayWhoTheUserIsAndForHowLong() {
            withSecret
                    .withPropertyValues(
                            "snorky.client.connection-tokens.time-to-live=2m",
                            "snorky.client.connection-tokens.issuer=https://app.example.org",
                            "snorky.client.connection-tokens.audience=snorky")
                    .run(context -> {
                        ConnectionToken issued =
                                context.getBean(ConnectionTokens.class).issue("ann");
                        Jwt jwt = decoded(issued.token());

                        assertThat(jwt.getSubject()).isEqualTo("ann");
                        assertThat(jwt.getIssuer()).hasToString("https://app.example.org");
                        assertThat(jwt.getAudience()).containsExactly("snorky");
                        assertThat(Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt()))
                                .isEqualTo(issued.expiresIn())
                                .isEqualTo(Duration.ofMinutes(2));
                        assertThat(issued.toString()).doesNotContain(issued.token());
                    });
        }

        @Test
        void areNotForNobody() {
            withSecret.run(context -> assertThatIllegalArgumentException()
                    .isThrownBy(() -> context.getBean(ConnectionTokens.class).issue(" ")));
        }

        @Test
        void mayBeSignedByAPrivateKey(@TempDir Path folder) throws Exception {
            KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
            Path file = Files.writeString(folder.resolve("key.pem"), pem);
            runner.withPropertyValues(
                            "snorky.client.connection-tokens.private-key=" + file.toUri(),
                            "snorky.client.connection-tokens.key-id=k1")
                    .run(context -> {
                        Jwt jwt = NimbusJwtDecoder.withPublicKey((RSAPublicKey) pair.getPublic())
                                .build()
                                .decode(context.getBean(ConnectionTokens.class)
                                        .issue("ann")
                                        .token());
                        assertThat(jwt.getSubject()).isEqualTo("ann");
                        assertThat(jwt.getHeaders()).containsEntry("kid", "k1");
                    });
        }
    }

    @Nested
    class OverHttp {

        private MockHttpServletRequest request(String method, String user) {
            MockHttpServletRequest request = new MockHttpServletRequest(method, "/snorky/token");
            if (user != null) {
                request.setUserPrincipal(() -> user);
            }
            return request;
        }

        private MockHttpServletResponse ask(AssertableWebApplicationContext context, MockHttpServletRequest request)
                throws Exception {
            return ask(context, request, new MockHttpServletResponse());
        }

        private MockHttpServletResponse ask(
                AssertableWebApplicationContext context,
                MockHttpServletRequest request,
                MockHttpServletResponse response)
                throws Exception {
            HandlerExecutionChain handler =
                    context.getBean(SimpleUrlHandlerMapping.class).getHandler(request);
            assertThat(handler).isNotNull();
            ((HttpRequestHandler) handler.getHandler()).handleRequest(request, response);
            assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
            return response;
        }

        @Test
        void areForTheUserWhoIsLoggedIn() {
            withSecret.run(context -> {
                MockHttpServletResponse response = ask(context, request("POST", "ann"));
                JsonNode body = WireJson.mapper().readTree(response.getContentAsString());

                assertThat(response.getStatus()).isEqualTo(200);
                assertThat(response.getContentType()).isEqualTo("application/json");
                assertThat(decoded(body.get("token").stringValue()).getSubject())
                        .isEqualTo("ann");
                assertThat(body.get("expiresIn").intValue()).isEqualTo(300_000);
            });
        }

        @Test
        void areForNobodyElse() {
            withSecret.run(context -> {
                MockHttpServletResponse response = ask(context, request("POST", null));
                assertThat(response.getStatus()).isEqualTo(401);
                assertThat(response.getContentAsString()).isEmpty();
            });
        }

        @Test
        void areNotGivenToALink() {
            withSecret.run(context -> {
                MockHttpServletResponse response = ask(context, request("GET", "ann"));
                assertThat(response.getStatus()).isEqualTo(405);
                assertThat(response.getHeader("Allow")).isEqualTo("POST");
            });
        }

        @Test
        void areNotGivenToForeignPagesUnlessTheApplicationLetThemIn() {
            withSecret.run(context -> {
                MockHttpServletRequest foreign = request("POST", "ann");
                foreign.addHeader("Origin", "https://elsewhere.example");
                assertThat(ask(context, foreign).getStatus()).isEqualTo(403);

                MockHttpServletResponse allowed = new MockHttpServletResponse();
                allowed.setHeader("Access-Control-Allow-Origin", "https://elsewhere.example");
                assertThat(ask(context, foreign, allowed).getStatus()).isEqualTo(200);

                MockHttpServletRequest own = request("POST", "ann");
                own.addHeader("Origin", "http://localhost");
                assertThat(ask(context, own).getStatus()).isEqualTo(200);
            });
        }

        @Test
        void nameTheUserAsSubscriptionsDo() {
            SubscriptionIdentity byNumber = request -> StringNode.valueOf("user-7");
            withSecret.withBean(SubscriptionIdentity.class, () -> byNumber).run(context -> {
                String body = ask(context, request("POST", "ann")).getContentAsString();
                assertThat(decoded(WireJson.mapper().readTree(body).get("token").stringValue())
                                .getSubject())
                        .isEqualTo("user-7");
            });
        }

        @Test
        void needAnIdentityThatIsText() {
            SubscriptionIdentity number = request -> IntNode.valueOf(7);
            withSecret
                    .withBean(SubscriptionIdentity.class, () -> number)
                    .run(context -> Assertions.assertThatIllegalStateException()
                            .isThrownBy(() -> ask(context, request("POST", "ann")))
                            .withMessageContaining("ConnectionIdentity"));
        }

        @Test
        void mayBeSwitchedOffOrStandElsewhere() {
            withSecret
                    .withPropertyValues("snorky.client.connection-tokens.endpoint=false")
                    .run(context -> assertThat(context)
                            .hasSingleBean(ConnectionTokens.class)
                            .doesNotHaveBean(SimpleUrlHandlerMapping.class));
            withSecret
                    .withPropertyValues("snorky.client.connection-tokens.path=/api/me/token")
                    .run(context -> assertThat(context.getBean(SimpleUrlHandlerMapping.class)
                                    .getUrlMap())
                            .containsOnlyKeys("/api/me/token"));
        }
    }

    @Nested
    class Subscriptions {

        private JsonNode identity(AssertableWebApplicationContext context) {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.setUserPrincipal(() -> "ann");
            return context.getBean(SubscriptionIdentity.class).of(request);
        }

        @Test
        void areBoundToTheUserWhereTheServerKnowsUsers() {
            withSecret.run(context -> assertThat(identity(context)).isEqualTo(StringNode.valueOf("ann")));
            withSecret.withPropertyValues("snorky.client.identity=none").run(context -> assertThat(identity(context))
                    .isNull());
        }

        @Test
        void areForWhoeverHasTheTokenWhereItDoesNot() {
            runner.run(context -> assertThat(identity(context)).isNull());
            runner.withPropertyValues("snorky.client.identity=principal")
                    .run(context -> assertThat(identity(context)).isEqualTo(StringNode.valueOf("ann")));
        }
    }

    @Nested
    class Settings {

        @Test
        void areNoneByDefault() {
            runner.run(context -> assertThat(context)
                    .doesNotHaveBean(ConnectionTokens.class)
                    .doesNotHaveBean(SimpleUrlHandlerMapping.class));
        }

        @Test
        void thatDoNotProtectStopTheStart() {
            for (String secret : new String[] {"", SECRET.substring(1)}) {
                FailureAnalysis failure =
                        failure(runner.withPropertyValues("snorky.client.connection-tokens.secret=" + secret));
                assertThat(failure.getDescription())
                        .contains("shorter than 32 bytes")
                        .doesNotContain("123456789");
                assertThat(failure.getAction()).contains("openssl rand -hex 32");
            }
            assertThat(failure(runner.withPropertyValues("snorky.client.connection-tokens.private-key=file:/no/such"))
                            .getDescription())
                    .contains("must be a private key of RSA");
        }

        @Test
        void needWhatSigns() {
            assertThat(failure(withSecret.withClassLoader(new FilteredClassLoader(JwtEncoder.class)))
                            .getDescription())
                    .contains("spring-security-oauth2-jose");
        }

        @Test
        void standInNoText() {
            withSecret.run(context -> assertThat(
                            context.getBean(ConnectionTokenProperties.class).toString())
                    .doesNotContain(SECRET));
        }
    }
}
