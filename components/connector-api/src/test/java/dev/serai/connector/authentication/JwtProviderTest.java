/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtProviderTest extends AuthenticationTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String SHARED = "{ type: jwt, secret: " + SECRET + " }";

    @TempDir
    private Path folder;

    @Test
    void aSharedSecretSignsWithEveryDeclaredClaim() throws Exception {
        SignedJWT token = SignedJWT.parse(token(now(provider("{ type: jwt, secret: " + SECRET
                + ", keyId: k1, issuer: serai, subject: shop, audience: api, claims: { role: reader } }"))));

        assertThat(token.verify(new MACVerifier(SECRET.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo("k1");
        Instant signed = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsEntry("iss", "serai")
                .containsEntry("sub", "shop")
                .containsEntry("role", "reader")
                .containsEntry("iat", Date.from(signed))
                .containsEntry("exp", Date.from(signed.plusSeconds(3600)));
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("api");
    }

    @Test
    void anRsaKeySigns() throws Exception {
        KeyPair keys = keys("RSA", null);

        assertThat(verified("RS256", keys, new RSASSAVerifier((RSAPublicKey) keys.getPublic())))
                .isTrue();
    }

    @Test
    void anEllipticKeySigns() throws Exception {
        KeyPair keys = keys("EC", "secp256r1");

        assertThat(verified("ES256", keys, new ECDSAVerifier((ECPublicKey) keys.getPublic())))
                .isTrue();
    }

    @Test
    void aTokenIsReplacedFiveMinutesBeforeItExpires() {
        AuthenticationProvider provider = provider(SHARED);
        Credentials first = now(provider);
        clock.pass(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(now(provider)).isEqualTo(first);

        clock.pass(Duration.ofSeconds(1));

        assertThat(now(provider)).isNotEqualTo(first);
        assertThat(redaction.apply(token(first) + " " + token(now(provider)))).isEqualTo("*** ***");
    }

    @Test
    void aRefusedTokenIsReplacedUnlessItWasMadeJustNow() {
        AuthenticationProvider provider = provider(SHARED);
        Credentials first = now(provider);

        assertThat(provider.refused(first)).isFalse();
        clock.pass(Duration.ofSeconds(2));
        assertThat(provider.refused(first)).isTrue();
        assertThat(now(provider)).isNotEqualTo(first);
    }

    @Test
    void anotherHeaderCarriesTheTokenAlone() throws Exception {
        Credentials credentials = now(provider("{ type: jwt, secret: " + SECRET + ", header: X-Token }"));

        assertThat(SignedJWT.parse(credentials.headers().get("X-Token"))).isNotNull();
    }

    @Test
    void aShortSecretIsRefusedWithTheReason() {
        assertThatThrownBy(() -> provider("{ type: jwt, secret: short }"))
                .hasMessage("SERAI-CONNECTOR-001: Connector 'api': The secret of 'connection.auth.secret' has 5 bytes."
                        + " HS256 needs at least 32, because a shorter one can be guessed.");
    }

    @Test
    void aKeyThatCannotBeUsedIsRefusedWithTheRemedyAndNotShown() throws Exception {
        KeyPair rsa = keys("RSA", null);
        KeyPair p384 = keys("EC", "secp384r1");

        assertThatThrownBy(() -> verified("ES256", rsa, null))
                .hasMessageContaining("is not an EC key")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        assertThatThrownBy(() -> verified("ES256", p384, null)).hasMessageContaining("lies on another curve");
        assertThatThrownBy(() -> provider("{ type: jwt, algorithm: RS256, privateKey: abc-not-a-key }"))
                .hasMessageContaining("is not a key that can be read")
                .hasMessageNotContaining("abc-not-a-key");
    }

    private boolean verified(String algorithm, KeyPair keys, JWSVerifier verifier) throws Exception {
        Path file = folder.resolve("key.pem");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Credentials credentials =
                now(provider("{ type: jwt, algorithm: " + algorithm + ", privateKey: '${file:" + file + "}' }"));
        return SignedJWT.parse(token(credentials)).verify(verifier);
    }

    private static KeyPair keys(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (curve == null) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }
}
