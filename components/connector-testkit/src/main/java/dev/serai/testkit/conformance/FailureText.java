/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.ConnectorException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** All that a failure gives away: its message and details, those of its causes, and what was suppressed. */
final class FailureText {

    private FailureText() {}

    static List<String> of(Throwable failure) {
        List<String> texts = new ArrayList<>();
        collect(failure, texts, Collections.newSetFromMap(new IdentityHashMap<>()));
        return texts;
    }

    private static void collect(Throwable failure, List<String> texts, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        texts.add(failure.toString());
        if (failure instanceof ConnectorException known) {
            texts.add(known.details().toString());
        }
        collect(failure.getCause(), texts, seen);
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, texts, seen);
        }
    }
}
