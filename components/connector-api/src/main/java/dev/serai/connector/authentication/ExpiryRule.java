/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import java.time.Instant;
import java.util.Optional;

/**
 * Says when a token expires, for authorization servers that do so in a way of their own. Put one into Camel's registry and
 * name it: {@code expiry: "#bean:NAME"}. It is asked on a worker thread, once for each token.
 */
@FunctionalInterface
public interface ExpiryRule {

    /** Empty leaves it to the standard: {@code expires_in}, else the token's claim {@code exp}, else 5 minutes. */
    Optional<Instant> expiry(TokenAnswer answer);
}
