/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Places where a process can be made to die, to prove that nothing is lost there. {@code -Dserai.failpoint=step-ended:7}
 * ends the process without any clean-up at the seventh arrival at that place. Without the property an arrival costs
 * nothing.
 */
public enum Failpoint {
    /** An execution was taken from the queue, and nothing of it has run. */
    TAKEN_FROM_QUEUE,
    /** What came before a step is durable, and the step is about to run. */
    STEP_BEGINS,
    /** A step has done its work, and nothing of it is recorded. */
    STEP_ENDED,
    /** Writes were carried out, and their transaction is not committed. */
    BEFORE_COMMIT,
    /** A transaction is committed, and nobody has heard of it. */
    AFTER_COMMIT,
    /** An execution is about to wait in the store. */
    SUSPENDS,
    /** An attempt is over, and how it ended is not recorded. */
    ATTEMPT_ENDS;

    private static final String PROPERTY = System.getProperty("serai.failpoint");
    private static final Failpoint CHOSEN = PROPERTY == null ? null : named(PROPERTY.split(":", 2)[0]);
    private static final AtomicInteger LEFT =
            new AtomicInteger(PROPERTY == null ? 0 : Integer.parseInt(PROPERTY.split(":", 2)[1]));

    /** The status with which a process ends that dies here. */
    public static final int EXIT_STATUS = 86;

    private static Failpoint named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** As the property has it. */
    public String propertyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Told that the process has come here. */
    public void reached() {
        if (CHOSEN == this && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }
}
