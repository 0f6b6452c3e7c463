/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/** The kinds of requests that another process may leave in the store for the runtime. */
public final class Commands {

    /** Replays the dead letter whose id is the argument. */
    public static final String REPLAY = "replay";

    /** Gives new executions another version; the argument is a {@link RollbackRequest} as JSON. Answered with the version. */
    public static final String ROLLBACK = "rollback";

    /** Moves executions to another version; the argument is a {@link MigrationRequest}, the answer a report, as JSON. */
    public static final String MIGRATE = "migrate";

    private Commands() {}
}
