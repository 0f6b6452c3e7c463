/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/** The kinds of requests that another process may leave in the store for the runtime. */
public final class Commands {

    /** Lets dead letters go on; the argument is a {@link dev.serai.workflow.intervention.ReplayRequest} in JSON. */
    public static final String REPLAY = "replay";

    /** Gives dead letters up; the argument is a {@link dev.serai.workflow.intervention.DiscardRequest} in JSON. */
    public static final String DISCARD = "discard";

    /** Makes a new execution; the argument is a {@link dev.serai.workflow.intervention.RerunRequest} in JSON. */
    public static final String RERUN = "rerun";

    /** What a request that was carried out wholly is answered with. */
    public static final String DONE = "done";

    private Commands() {}
}
