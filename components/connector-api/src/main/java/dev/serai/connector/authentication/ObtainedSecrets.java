/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Masks the tokens that a provider obtains. One that was replaced stays masked for as long as a call that began with it may
 * still fail and show it. Thread-safe.
 */
final class ObtainedSecrets {

    /** The longest that one call may take. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private final Redaction redaction;
    private final Clock clock;
    private final Map<String, Instant> replaced = new HashMap<>();
    private Set<String> current = Set.of();

    ObtainedSecrets(Redaction redaction, Clock clock) {
        this.redaction = redaction;
        this.clock = clock;
    }

    /** Says which secrets are used from now on. */
    synchronized void use(Set<String> secrets) {
        if (secrets.equals(current)) {
            return;
        }
        Instant now = clock.instant();
        Set<String> gone = new HashSet<>(current);
        gone.removeAll(secrets);
        gone.forEach(secret -> replaced.put(secret, now));
        current = Set.copyOf(secrets);
        current.forEach(redaction::add);
        current.forEach(replaced::remove);
        replaced.entrySet().removeIf(secret -> {
            boolean over = secret.getValue().plus(LONGEST_CALL).isBefore(now);
            if (over) {
                redaction.remove(secret.getKey());
            }
            return over;
        });
    }
}
