/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.EventNotifier;

/** Judges what a context does for every exchange, whatever its route is. */
final class ContextRules {

    private ContextRules() {}

    /** Sentences that say what may block. */
    static List<String> mayBlock(CamelContext camelContext) {
        List<String> sentences = new ArrayList<>();
        ExtendedCamelContext extension = camelContext.getCamelContextExtension();
        foreign(extension.getInterceptStrategies(), "intercept strategy", sentences);
        foreign(camelContext.getRoutePolicyFactories(), "route policy factory", sentences);
        if (camelContext.getManagementStrategy() != null) {
            foreign(
                    camelContext.getManagementStrategy().getEventNotifiers().stream()
                            .filter(ContextRules::hearsOfExchanges)
                            .toList(),
                    "event notifier",
                    sentences);
        }
        if (camelContext.getDelayer() != null && camelContext.getDelayer() > 0) {
            sentences.add("The delayer of the Camel context holds the thread of every step.");
        }
        return sentences;
    }

    private static boolean hearsOfExchanges(EventNotifier notifier) {
        return !notifier.isIgnoreExchangeEvents();
    }

    /** What Camel and Serai bring along is known; what a workspace adds is not. */
    private static void foreign(Collection<?> parts, String what, List<String> sentences) {
        for (Object part : parts) {
            String type = part.getClass().getName();
            if (!type.startsWith("org.apache.camel.") && !type.startsWith("dev.serai.")) {
                sentences.add("The " + what + " " + type + " is called for every exchange, and may block.");
            }
        }
    }
}
