/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Signs tokens of its own, the first when it is needed, the next ahead of its expiry. */
final class JwtProvider implements AuthenticationProvider {

    private final AuthenticationSettings settings;
    private final JWSSigner signer;
    private final ObtainedSecrets secrets;
    private final Clock clock;
    private volatile Signed signed;

    JwtProvider(AuthenticationSettings settings, JWSSigner signer, ObtainedSecrets secrets, Clock clock) {
        this.settings = settings;
        this.signer = signer;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Credentials> credentials() {
        Signed now = signed;
        return isGood(now) ? now.credentials : renewed();
    }

    private synchronized CompletionStage<Credentials> renewed() {
        if (isGood(signed)) {
            return signed.credentials;
        }
        try {
            signed = sign();
            return signed.credentials;
        } catch (JOSEException e) {
            return CompletableFuture.failedFuture(ConnectorException.of(
                            ConnectorErrors.AUTHENTICATION, "The token cannot be signed: " + e.getMessage() + ".")
                    .neverSent()
                    .build());
        }
    }

    private boolean isGood(Signed token) {
        return token != null && clock.instant().isBefore(token.renewAt);
    }

    private Signed sign() throws JOSEException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiry = now.plus(settings.lifetime());
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        settings.claims().forEach(claims::claim);
        claims.issuer(settings.issuer())
                .subject(settings.subject())
                .audience(settings.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiry));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(settings.algorithm().name()))
                        .type(JOSEObjectType.JWT)
                        .keyID(settings.keyId())
                        .build(),
                claims.build());
        token.sign(signer);
        String text = token.serialize();
        secrets.use(Set.of(text));
        String header = settings.header() == null ? FixedProvider.AUTHORIZATION : settings.header();
        String value = header.equalsIgnoreCase(FixedProvider.AUTHORIZATION) ? "Bearer " + text : text;
        return new Signed(
                CompletableFuture.completedFuture(Credentials.header(header, value)),
                now,
                expiry.minus(settings.renewBefore()));
    }

    /** A token that was signed this very second would come out the same, so that repeating the call cannot help. */
    @Override
    public synchronized boolean refused(Credentials credentials) {
        if (signed == null || !signed.credentials.join().equals(credentials)) {
            return true;
        }
        if (!signed.at.isBefore(clock.instant().truncatedTo(ChronoUnit.SECONDS))) {
            return false;
        }
        signed = null;
        return true;
    }

    /** A token, ready to be sent until it is time for the next. */
    private record Signed(CompletableFuture<Credentials> credentials, Instant at, Instant renewAt) {}
}
