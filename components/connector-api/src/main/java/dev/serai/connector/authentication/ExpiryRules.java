/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import com.nimbusds.jwt.JWTParser;
import dev.serai.connector.configuration.ScalarConverter;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** The rules that the option {@code expiry} can name. */
final class ExpiryRules {

    static final String JWT = "jwt";
    static final String BEAN = "#bean:";

    /** For a token of which nobody says when it expires: short, because a token that is too old fails a call. */
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    private ExpiryRules() {}

    /**
     * @param expiry as declared, or null
     * @throws IllegalArgumentException when the bean is missing or something else
     */
    static ExpiryRule of(String expiry, CamelContext camelContext) {
        if (expiry == null) {
            return ExpiryRules::standard;
        }
        ExpiryRule declared = declared(expiry, camelContext);
        return answer -> declared.expiry(answer).or(() -> standard(answer));
    }

    private static ExpiryRule declared(String expiry, CamelContext camelContext) {
        if (expiry.equals(JWT)) {
            return ExpiryRules::claim;
        }
        if (expiry.startsWith(BEAN)) {
            return Beans.find("expiry", expiry, ExpiryRule.class, camelContext);
        }
        Duration life = ScalarConverter.duration(expiry);
        return answer -> Optional.of(answer.received().plus(life));
    }

    private static Optional<Instant> standard(TokenAnswer answer) {
        return said(answer)
                .or(() -> claim(answer))
                .or(() -> Optional.of(answer.received().plus(UNKNOWN)));
    }

    private static Optional<Instant> said(TokenAnswer answer) {
        return answer.parameters().get("expires_in") instanceof Number seconds
                ? Optional.of(answer.received().plusSeconds(seconds.longValue()))
                : Optional.empty();
    }

    /** Unverified: the token is not trusted because of it, only renewed. */
    private static Optional<Instant> claim(TokenAnswer answer) {
        try {
            return Optional.ofNullable(JWTParser.parse(answer.accessToken())
                            .getJWTClaimsSet()
                            .getExpirationTime())
                    .map(Date::toInstant);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
