/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/** The kinds of requests that another process may leave in the store for the runtime. */
public final class Commands {

    /** Sends the {@link dev.serai.workflow.journal.Signal} whose JSON is the argument. */
    public static final String SIGNAL = "signal";

    /** Decides an approval: the argument is the JSON of a {@link DecisionRequest}. */
    public static final String DECIDE = "decide";

    /** Starts an execution; the argument is a {@link dev.serai.workflow.request.QueuedStart}. */
    public static final String START = "start";

    /** Cancels the executions whose ids the argument lists, as a JSON array. */
    public static final String CANCEL = "cancel";

    /** Pauses the executions whose ids the argument lists, as a JSON array. */
    public static final String PAUSE = "pause";

    /** Resumes the executions whose ids the argument lists, as a JSON array. */
    public static final String RESUME = "resume";

    /** Lets no execution of the workflow begin that is the argument. */
    public static final String PAUSE_WORKFLOW = "pause-workflow";

    /** Lets executions of the workflow begin that is the argument. */
    public static final String RESUME_WORKFLOW = "resume-workflow";

    /** Lets dead letters go on; the argument is a {@link dev.serai.workflow.intervention.ReplayRequest} in JSON. */
    public static final String REPLAY = "replay";

    /** Gives new executions another version; the argument is a {@link RollbackRequest} as JSON. Answered with the version. */
    public static final String ROLLBACK = "rollback";

    /** Moves executions to another version; the argument is a {@link MigrationRequest}, the answer a report, as JSON. */
    public static final String MIGRATE = "migrate";

    /** Gives dead letters up; the argument is a {@link dev.serai.workflow.intervention.DiscardRequest} in JSON. */
    public static final String DISCARD = "discard";

    /** Makes a new execution; the argument is a {@link dev.serai.workflow.intervention.RerunRequest} in JSON. */
    public static final String RERUN = "rerun";

    /** What a request that was carried out wholly is answered with. */
    public static final String DONE = "done";

    private Commands() {}
}
