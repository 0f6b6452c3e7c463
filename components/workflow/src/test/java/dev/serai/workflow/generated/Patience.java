/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Waits as long as something still happens: a machine with other work is slow, but a route that hangs stands still. */
final class Patience {

    private static final Duration STANDSTILL = Duration.ofSeconds(40);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final LongSupplier moves;

    /** @param moves how often something has happened */
    Patience(LongSupplier moves) {
        this.moves = moves;
    }

    /** @throws org.awaitility.core.TerminalFailureException when nothing happens any more and it does not hold */
    void until(String what, Callable<Boolean> holds) {
        Standstill standstill = new Standstill();
        // Threads of runtimes that other trials have killed may still fail: no trial waits with an eye on these.
        await(what)
                .dontCatchUncaughtExceptions()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(1))
                .failFast(what + ": nothing has happened for " + STANDSTILL, standstill::lasts)
                .until(holds);
    }

    private final class Standstill {
        private long last = moves.getAsLong();
        private long since = System.nanoTime();

        boolean lasts() {
            long now = moves.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > STANDSTILL.toNanos();
        }
    }
}
