/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.PlaceRows.Wanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The part that this process has of the places of each workflow. Thread-safe. */
final class SharedPlacesOfWorkflows {

    private final ExecutionTables tables;
    private final Executor executor;
    private final Map<String, SharedPlaces> byWorkflow = new ConcurrentHashMap<>();

    SharedPlacesOfWorkflows(ExecutionTables tables, Executor executor) {
        this.tables = tables;
        this.executor = executor;
    }

    /** The places that all versions of a workflow share. */
    SharedPlaces of(String workflow) {
        return byWorkflow.computeIfAbsent(workflow, name -> new SharedPlaces(name, tables, executor));
    }

    /** Gives others what they could use, and asks again for what is missing here. */
    void share(List<Wanted> wantedByOthers) {
        Map<String, Integer> wanted = new HashMap<>();
        wantedByOthers.forEach(others -> wanted.put(others.workflow(), others.places()));
        byWorkflow.forEach((workflow, places) -> {
            places.shareWith(wanted.getOrDefault(workflow, 0));
            places.askAgain();
        });
    }
}
