/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.Names;
import java.util.Set;

/** Checks the ids by which options of a workflow name its steps. */
final class StepIds {

    private StepIds() {}

    /**
     * @param known the ids of steps in the workflow and in the routes that it calls
     * @throws IllegalArgumentException when there is no step of an id
     */
    static void check(String workflow, Set<String> named, Set<String> known) {
        for (String id : named) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("workflow:" + workflow + ": the option '"
                        + EndpointOptions.STEP_TIMEOUT + id + "' names a step that is not there. "
                        + Names.suggestion(id, known) + " It is the id that a step of the workflow has, or one of a"
                        + " direct: route that it calls.");
            }
        }
    }
}
