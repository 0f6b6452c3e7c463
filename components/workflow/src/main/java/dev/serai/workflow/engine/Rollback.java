/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.VersionRows;
import dev.serai.workflow.journal.VersionRows.Current;

/** Decides which version a rollback gives new executions. */
public final class Rollback {

    private Rollback() {}

    /** @throws IllegalArgumentException when there is none to go back to, with the reason */
    public static String target(VersionRows versions, RollbackRequest request) {
        Current current = versions.current(request.workflow())
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no workflow '" + request.workflow() + "' in this store."));
        String version = request.undo()
                ? current.defined()
                : request.version() != null
                        ? request.version()
                        : versions.previous(request.workflow())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "Workflow '" + request.workflow() + "' has no earlier version that is kept."));
        if (version.equals(current.version())) {
            throw new IllegalArgumentException(
                    "New executions of workflow '" + request.workflow() + "' get version " + version + " already.");
        }
        if (!version.equals(current.defined())
                && versions.sources(request.workflow(), version).isEmpty()) {
            throw new IllegalArgumentException("Version " + version + " of workflow '" + request.workflow()
                    + "' is not kept. 'serai workflows versions " + request.workflow() + "' lists those that are.");
        }
        return version;
    }
}
