/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the signer of a JWT from its declared secret or key. Every refusal says why, without showing the key. */
final class JwtSigners {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String REMEDY = " Expected PEM in PKCS#8, which begins with '-----BEGIN PRIVATE KEY-----';"
            + " 'openssl pkcs8 -topk8 -nocrypt' turns other forms into it.";

    private JwtSigners() {}

    /** @throws IllegalArgumentException when the secret or key cannot be used */
    static JWSSigner of(AuthenticationSettings settings) {
        return switch (settings.algorithm()) {
            case HS256 -> shared(settings.secret());
            case RS256 -> rsa(key("RSA", settings.privateKey()));
            case ES256 -> elliptic(key("EC", settings.privateKey()));
        };
    }

    private static JWSSigner shared(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        try {
            return new MACSigner(bytes);
        } catch (KeyLengthException e) {
            throw new IllegalArgumentException("The secret of 'connection.auth.secret' has " + bytes.length
                    + " bytes. HS256 needs at least 32, because a shorter one can be guessed.");
        }
    }

    private static JWSSigner rsa(PrivateKey key) {
        try {
            return new RSASSASigner(key);
        } catch (IllegalArgumentException e) {
            throw unusable("cannot be used for RS256: " + e.getMessage() + ".");
        }
    }

    private static JWSSigner elliptic(PrivateKey key) {
        try {
            ECDSASigner signer = new ECDSASigner((ECPrivateKey) key);
            if (signer.supportedJWSAlgorithms().contains(JWSAlgorithm.ES256)) {
                return signer;
            }
        } catch (JOSEException e) {
            // said below: Nimbus knows no such curve
        }
        throw unusable("lies on another curve than P-256, which ES256 needs.");
    }

    private static PrivateKey key(String algorithm, String pem) {
        Matcher matcher = PKCS8.matcher(pem);
        if (!matcher.find()) {
            throw unusable("is not a key that can be read." + REMEDY);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable("is not an " + algorithm + " key." + REMEDY);
        }
    }

    private static IllegalArgumentException unusable(String sentence) {
        return new IllegalArgumentException("The key of 'connection.auth.privateKey' " + sentence);
    }
}
