/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.io.Serial;

/** The route of a workflow could not be made when an execution needed it. */
final class RouteNotMadeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RouteNotMadeException(Workflow workflow, Exception cause) {
        super(
                "The route of workflow '" + workflow.name() + "', version " + workflow.version() + ", cannot be made: "
                        + cause.getMessage(),
                cause);
    }
}
