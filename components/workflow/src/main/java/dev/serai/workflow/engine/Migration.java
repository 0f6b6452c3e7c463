/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.engine.MigrationReport.Left;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.MigrationRows;
import dev.serai.workflow.journal.VersionRows.Current;
import dev.serai.workflow.step.StepPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves executions to another version. One fits when every step that a replay of it comes by exists there. It must not
 * run meanwhile.
 */
public final class Migration {

    private final ExecutionTables tables;
    private final Guard guard;

    /** Keeps an execution from being run while it is moved. */
    interface Guard {

        /** False when it runs now. */
        boolean hold(String executionId);

        void letGo(String executionId);
    }

    Migration(ExecutionTables tables, Guard guard) {
        this.tables = tables;
        this.guard = guard;
    }

    /** For a store that no runtime has. */
    public static Migration withoutRuntime(ExecutionTables tables) {
        return new Migration(tables, new Guard() {
            @Override
            public boolean hold(String executionId) {
                return true;
            }

            @Override
            public void letGo(String executionId) {
                // Nothing runs.
            }
        });
    }

    /** @throws IllegalArgumentException when one of the versions is not known */
    public MigrationReport run(MigrationRequest request) {
        String to = request.to() != null
                ? request.to()
                : tables.versions()
                        .current(request.workflow())
                        .map(Current::version)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no workflow '" + request.workflow() + "' in this store."));
        Set<String> steps = tables.versions()
                .steps(request.workflow(), to)
                .orElseThrow(() -> new IllegalArgumentException("The steps of version " + to + " of workflow '"
                        + request.workflow() + "' are not known. Choose one that 'serai workflows versions "
                        + request.workflow() + "' lists, and that ran since Serai keeps the steps of versions."));
        if (to.equals(request.from())) {
            throw new IllegalArgumentException("The executions are on version " + to + " already.");
        }
        MigrationRows rows = tables.migration();
        List<String> chosen = request.executions().isEmpty()
                ? rows.onVersion(request.workflow(), request.from())
                : request.executions();
        MigrationReport report = new MigrationReport(to, new ArrayList<>(), new ArrayList<>());
        for (String execution : chosen) {
            Optional<String> obstacle = move(request, execution, to, steps);
            if (obstacle.isPresent()) {
                report.left().add(new Left(execution, obstacle.get()));
            } else {
                report.moved().add(execution);
            }
        }
        return report;
    }

    /** What keeps an execution from being moved; empty when it was. */
    private Optional<String> move(MigrationRequest request, String execution, String to, Set<String> steps) {
        MigrationRows.Place place = tables.migration().place(execution);
        if (place == null
                || !place.workflow().equals(request.workflow())
                || !place.version().equals(request.from())) {
            return Optional.of("It is not on version " + request.from() + " of workflow '" + request.workflow() + "'.");
        }
        if (!guard.hold(execution)) {
            return Optional.of("It runs now. Try again when it waits.");
        }
        try {
            Optional<String> missing = tables.migration().stepKeys(execution).stream()
                    .filter(key -> !steps.containsAll(StepPaths.pathsIn(key)))
                    .findFirst();
            if (missing.isPresent()) {
                return Optional.of("Its step " + missing.get() + " is not in version " + to + ".");
            }
            boolean done = request.dryRun() || tables.migration().move(execution, request.from(), to);
            return done ? Optional.empty() : Optional.of("It is over, or runs now.");
        } finally {
            guard.letGo(execution);
        }
    }
}
