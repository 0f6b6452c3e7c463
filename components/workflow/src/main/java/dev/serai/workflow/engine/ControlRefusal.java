/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.connector.Names;
import dev.serai.workflow.journal.ControlRequest;
import dev.serai.workflow.journal.ControlRows.Resumed;
import dev.serai.workflow.journal.ExecutionStatus;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Why something cannot be done to an execution or a workflow, in a sentence. */
public final class ControlRefusal {

    private ControlRefusal() {}

    /** @param status that the execution had when it was asked; empty when there is none */
    public static Optional<String> of(String executionId, ControlRequest request, Optional<ExecutionStatus> status) {
        if (status.isEmpty()) {
            return Optional.of("There is no execution " + executionId + ".");
        }
        return status.get().isFinal()
                ? Optional.of("Execution " + executionId + " has ended (" + status.get() + "), so nothing is left to "
                        + request.name().toLowerCase(Locale.ROOT) + ".")
                : Optional.empty();
    }

    /** @param resumed what became of it in the store */
    public static Optional<String> ofResume(String executionId, Resumed resumed) {
        if (resumed.status().isEmpty()) {
            return Optional.of("There is no execution " + executionId + ".");
        }
        ExecutionStatus status = resumed.status().get();
        return status == ExecutionStatus.PAUSED || resumed.takenBack()
                ? Optional.empty()
                : Optional.of("Execution " + executionId + " is not paused; it is " + status + ".");
    }

    /** @param known the workflows that ran on the store */
    public static String unknownWorkflow(String workflow, Collection<String> known) {
        return "There is no workflow '" + workflow + "'. " + Names.suggestion(workflow, known)
                + " A workflow is known to the store when it has run once.";
    }
}
