/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import dev.serai.connector.state.SeenKeys;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the store from growing with keys whose time is over. */
final class ExpiredKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredKeys.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private ExpiredKeys() {}

    /** Removes them every hour, for the first time after a minute, until the context is gone. */
    static void removeNowAndThen(CamelContext camelContext, SeenKeys seenKeys) {
        // Ends with the context's threads.
        ScheduledFuture<?> unused = camelContext
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(camelContext, "expired-keys")
                .scheduleWithFixedDelay(
                        () -> remove(seenKeys), FIRST.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    private static void remove(SeenKeys seenKeys) {
        try {
            int removed = seenKeys.removeExpired();
            LOG.debug("{} keys whose time is over were removed from the store.", removed);
        } catch (RuntimeException e) {
            // Nobody waits for it; the next time comes.
            LOG.warn("Keys whose time is over could not be removed from the store: {}", e.getMessage());
        }
    }
}
