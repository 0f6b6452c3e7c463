/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.store.StoreException;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.SignalRefusedException;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.request.RequestAnswer;
import dev.serai.workflow.request.StoreRequests;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Has signals and decisions carried out, whether a runtime runs or not. */
final class SignalRequests {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final StoreSettings store;

    SignalRequests(StoreSettings store) {
        this.store = store;
    }

    /**
     * @param directly does it in a store that nobody else has; gives why it cannot be done, or nothing
     * @throws SignalRefusedException when it cannot be done
     * @throws StoreException when there is no store, or it cannot be read
     */
    Carried carry(String kind, String argument, Function<ExecutionTables, Optional<String>> directly) {
        // Fails when there is none, where a request would make one.
        store.client().requireStore();
        RequestAnswer answer = new StoreRequests(store)
                .send(kind, argument, tables -> directly.apply(tables).orElse(Commands.DONE), LONGEST_WAIT);
        answer.refusal().ifPresent(text -> {
            throw new SignalRefusedException(text);
        });
        if (!answer.runtimeRuns()) {
            return Carried.INTO_STORE;
        }
        return answer.isPending() ? Carried.NOT_YET : Carried.BY_RUNTIME;
    }
}
