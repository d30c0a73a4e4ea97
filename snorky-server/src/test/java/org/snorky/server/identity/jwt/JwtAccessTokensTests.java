package org.snorky.server.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.TestTokens;
import org.snorky.server.identity.InvalidAccessTokenException;
import org.snorky.server.session.ClientIdentity;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.node.StringNode;

class JwtAccessTokensTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final JwtAccessTokens bySecret = tokens(JwtKeys.ofSecret(TestTokens.SECRET), null, List.of(), "sub");

    private static JwtAccessTokens tokens(JwtKeys keys) {
        return tokens(keys, null, List.of(), "sub");
    }

    private static JwtAccessTokens tokens(
            JwtKeys keys, @Nullable String issuer, List<String> audiences, String identityClaim) {
        JwtChecks checks = new JwtChecks(issuer, audiences, SKEW, Clock.fixed(NOW, ZoneOffset.UTC));
        return new JwtAccessTokens(checks.decoder(keys), identityClaim, SKEW);
    }

    private static JWTClaimsSet.Builder ann() {
        return TestTokens.claims("ann", NOW.plusSeconds(60));
    }

    private static void assertInvalid(JwtAccessTokens tokens, String token) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOf(InvalidAccessTokenException.class)
                .hasMessage("Invalid access token");
    }

    @Test
    void givesTheSubjectAndTheEnd() {
        assertThat(bySecret.verify(TestTokens.signed(ann().build())))
                .isEqualTo(new ClientIdentity(StringNode.valueOf("ann"), NOW.plusSeconds(70)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "undefined"})
    void refusesWhatIsNoToken(String token) {
        assertInvalid(bySecret, token);
    }

    @Nested
    class Times {

        @Test
        void countsATokenForAsLongAsClocksMayDiffer() {
            assertThat(bySecret.verify(TestTokens.signed(TestTokens.claims("ann", NOW.minusSeconds(9))
                                    .build()))
                            .expiresAt())
                    .isEqualTo(NOW.plusSeconds(1));
            assertInvalid(
                    bySecret,
                    TestTokens.signed(
                            TestTokens.claims("ann", NOW.minusSeconds(11)).build()));
        }

        @Test
        void refusesATokenWithoutAnEnd() {
            assertInvalid(
                    bySecret,
                    TestTokens.signed(new JWTClaimsSet.Builder().subject("ann").build()));
        }

        @Test
        void refusesATokenOfTheFuture() {
            assertInvalid(
                    bySecret,
                    TestTokens.signed(
                            ann().notBeforeTime(Date.from(NOW.plusSeconds(11))).build()));
            bySecret.verify(TestTokens.signed(
                    ann().notBeforeTime(Date.from(NOW.plusSeconds(9))).build()));
        }
    }

    @Nested
    class Claims {

        @Test
        void anyMayBeTheIdentityAndAnyJson() {
            JwtAccessTokens tokens = tokens(JwtKeys.ofSecret(TestTokens.SECRET), null, List.of(), "user");

            assertThat(String.valueOf(tokens.verify(TestTokens.signed(
                                    ann().claim("user", Map.of("id", 7)).build()))
                            .value()))
                    .isEqualTo("{\"id\":7}");
            assertThat(String.valueOf(tokens.verify(
                                    TestTokens.signed(ann().claim("user", 7).build()))
                            .value()))
                    .isEqualTo("7");
        }

        @Test
        void theIdentityMustBeThere() {
            assertInvalid(
                    tokens(JwtKeys.ofSecret(TestTokens.SECRET), null, List.of(), "user"),
                    TestTokens.signed(ann().build()));
            assertInvalid(bySecret, TestTokens.signed(ann().subject(" ").build()));
        }

        @Test
        void issuerAndAudienceMustBeTheOnesConfigured() {
            JwtAccessTokens tokens = tokens(
                    JwtKeys.ofSecret(TestTokens.SECRET), "https://id.example.org", List.of("snorky", "s2"), "sub");
            JWTClaimsSet.Builder good = ann().issuer("https://id.example.org").audience(List.of("other", "snorky"));

            tokens.verify(TestTokens.signed(good.build()));
            assertInvalid(
                    tokens, TestTokens.signed(good.audience(List.of("other")).build()));
            assertInvalid(
                    tokens,
                    TestTokens.signed(ann().audience("snorky")
                            .issuer("https://elsewhere.example")
                            .build()));
            assertInvalid(
                    tokens,
                    TestTokens.signed(ann().issuer("https://id.example.org").build()));
        }
    }

    @Nested
    class Algorithms {

        private final RSAKey rsa = key();

        private static RSAKey key() {
            try {
                return new RSAKeyGenerator(2048).keyID("one").generate();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Test
        void ofAPublicKeyAreTheOnesOfItsKind() throws Exception {
            JwtAccessTokens tokens = tokens(JwtKeys.ofPublicKey(rsa.toPublicKey()));

            for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS512)) {
                tokens.verify(TestTokens.signed(new JWSHeader(algorithm), ann().build(), new RSASSASigner(rsa)));
            }
            ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
            tokens(JwtKeys.ofPublicKey(ec.toPublicKey()))
                    .verify(TestTokens.signed(new JWSHeader(JWSAlgorithm.ES256), ann().build(), new ECDSASigner(ec)));
            assertInvalid(
                    tokens, TestTokens.signed(new JWSHeader(JWSAlgorithm.ES256), ann().build(), new ECDSASigner(ec)));
        }

        /** A forger knows the public key, and signs with it as if it were a shared secret. */
        @Test
        void neverTakeAPublicKeyForASecret() throws Exception {
            MACSigner forger = new MACSigner(rsa.toPublicKey().getEncoded());

            assertInvalid(
                    tokens(JwtKeys.ofPublicKey(rsa.toPublicKey())),
                    TestTokens.signed(new JWSHeader(JWSAlgorithm.HS256), ann().build(), forger));
        }

        @Test
        void areNeverNone() {
            assertInvalid(bySecret, new PlainJWT(ann().build()).serialize());
        }

        @Test
        void ofASecretAreTheOnesOfSecrets() throws Exception {
            assertInvalid(bySecret, TestTokens.signed(ann().build(), "another-secret-that-is-long-enough"));
            assertInvalid(
                    bySecret,
                    TestTokens.signed(new JWSHeader(JWSAlgorithm.RS256), ann().build(), new RSASSASigner(rsa)));
        }

        /** Issuers name their keys; where there is one alone, its name is nobody's matter. */
        @Test
        void areFoundWhateverTheKeyIsCalled() throws Exception {
            bySecret.verify(TestTokens.signed(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("x").build(),
                    ann().build(),
                    new MACSigner(TestTokens.SECRET)));
            tokens(JwtKeys.ofPublicKey(rsa.toPublicKey()))
                    .verify(TestTokens.signed(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("x").build(),
                            ann().build(),
                            new RSASSASigner(rsa)));
        }

        @Test
        void thatNeedALongerSecretAreRefused() throws Exception {
            String twice = TestTokens.SECRET + TestTokens.SECRET;
            String token = TestTokens.signed(new JWSHeader(JWSAlgorithm.HS512), ann().build(), new MACSigner(twice));

            tokens(JwtKeys.ofSecret(twice)).verify(token);
            assertInvalid(bySecret, token);
        }

        @Test
        void ofACurveAreItsOwn() throws Exception {
            ECKey large = new ECKeyGenerator(Curve.P_384).generate();
            ECKey small = new ECKeyGenerator(Curve.P_256).generate();

            assertInvalid(
                    tokens(JwtKeys.ofPublicKey(large.toPublicKey())),
                    TestTokens.signed(new JWSHeader(JWSAlgorithm.ES256), ann().build(), new ECDSASigner(small)));
        }

        @Test
        void ofKeysMustBeKnown() throws Exception {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JwtKeys.ofPublicKey(KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPublic()));
        }

        @Test
        void tokensOfAnotherTypeAreNone() throws Exception {
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256);
            MACSigner signer = new MACSigner(TestTokens.SECRET);

            bySecret.verify(
                    TestTokens.signed(header.type(new JOSEObjectType("at+jwt")).build(), ann().build(), signer));
            assertInvalid(
                    bySecret,
                    TestTokens.signed(
                            header.type(new JOSEObjectType("dpop+jwt")).build(), ann().build(), signer));
        }

        @Nested
        class OfAKeySet {

            private String token(RSAKey key) throws Exception {
                return TestTokens.signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .build(),
                        ann().build(),
                        new RSASSASigner(key));
            }

            @Test
            void areAsymmetricAndTheKeysAreFetchedOnce() throws Exception {
                try (KeyServer issuer = new KeyServer(rsa)) {
                    JwtAccessTokens tokens = tokens(JwtKeys.ofUrl(issuer.url()));
                    tokens.verify(token(rsa));
                    tokens.verify(token(rsa));

                    assertThat(issuer.fetches).hasValue(1);
                    assertInvalid(tokens, TestTokens.signed(ann().build()));
                }
            }

            @Test
            void takeAKeyThatIsNew() throws Exception {
                try (KeyServer issuer = new KeyServer(rsa)) {
                    JwtAccessTokens tokens = tokens(JwtKeys.ofUrl(issuer.url()));
                    tokens.verify(token(rsa));
                    RSAKey next = new RSAKeyGenerator(2048).keyID("two").generate();
                    issuer.serve(rsa, next);

                    tokens.verify(token(next));
                    assertThat(issuer.fetches).hasValue(2);
                }
            }

            @Test
            void areNotFetchedAgainForEverybodyWhoMakesUpAKey() throws Exception {
                try (KeyServer issuer = new KeyServer(rsa)) {
                    JwtAccessTokens tokens = tokens(JwtKeys.ofUrl(issuer.url()));
                    tokens.verify(token(rsa));
                    for (int i = 0; i < 20; i++) {
                        assertInvalid(
                                tokens,
                                token(new RSAKey.Builder(rsa)
                                        .keyID("made-up-" + i)
                                        .build()));
                    }

                    assertThat(issuer.fetches).hasValueLessThanOrEqualTo(2);
                    tokens.verify(token(rsa));
                }
            }

            @Test
            void saySoIfTheKeysCannotBeFetched() throws Exception {
                KeyServer issuer = new KeyServer(rsa);
                JwtAccessTokens tokens = tokens(JwtKeys.ofUrl(issuer.url()));
                issuer.close();

                assertThatThrownBy(() -> tokens.verify(token(rsa))).isInstanceOf(JwtException.class);
            }
        }
    }

    @Nested
    class Secrets {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "1234567890123456789012345678901",
                    "a-string-secret-at-least-256-bits-long",
                    "00000000000000000000000000000000"
                })
        void thatCanBeGuessedAreRefused(String secret) {
            assertThatThrownBy(() -> JwtKeys.ofSecret(secret)).isInstanceOf(UnsafeSecretException.class);
        }

        @Test
        void areNotTold() {
            assertThatThrownBy(() -> JwtKeys.ofSecret("hunter2")).hasMessageNotContaining("hunter2");
        }
    }
}
