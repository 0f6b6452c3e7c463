/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRecord;
import java.util.Comparator;

/**
 * An execution whose turn has come, in memory.
 *
 * @param fresh it has not begun, so nothing of it is recorded
 */
record Waiting(ExecutionRecord execution, boolean fresh) {

    /** The order of the queue. The store has the same. */
    static final Comparator<Waiting> ORDER =
            Comparator.comparingLong(Waiting::rank).thenComparing(Waiting::id);

    String id() {
        return execution.id();
    }

    long rank() {
        return execution.rank();
    }

    /** Null when it shares no limit with others. */
    String key() {
        return execution.terms().concurrencyKey();
    }
}
