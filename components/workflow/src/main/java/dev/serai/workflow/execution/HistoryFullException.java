/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

/** An execution has recorded as much as its workflow allows. It stops for a decision, and nothing of it is lost. */
public class HistoryFullException extends RuntimeException {

    private HistoryFullException(String message) {
        super(message);
    }

    public static HistoryFullException at(String step, int limit) {
        return new HistoryFullException("The execution came to step " + step + " with " + limit
                + " steps recorded one by one, which is the most that its workflow allows (maxSteps). Put parts of"
                + " the work into child executions (to: workflow:NAME) or into a loop, whose turns count as one; or"
                + " raise maxSteps. Nothing is lost: replayed with a higher limit, it goes on at this step.");
    }
}
