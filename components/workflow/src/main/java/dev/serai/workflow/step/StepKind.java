/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

/** How a step takes part in a durable execution. */
enum StepKind {
    /** Gives the same result from the same message, so it runs again on replay. */
    PURE,
    /** Holds other steps and decides among them from the message alone. */
    STRUCTURE,
    /** Runs its steps on copies of the exchange: each copy is a branch with an index. */
    FAN_OUT,
    /** Its value may differ each time, but it changes nothing outside: recorded, and never waits. */
    VALUE,
    /** May change the world: recorded, and what came before is durable before it starts. */
    EFFECT,
    /** Takes time and does nothing else: recorded, so that a replay does not wait again. */
    WAIT,
    /** Sends to an endpoint; another route's steps may run inside it. */
    CALL,
    /** Polls an endpoint: recorded, and the polled message is done with once it is on the disk. */
    POLL,
    /** Lets a message through once: its decision is recorded. */
    IDEMPOTENT,
    /** Runs its steps or its fallback: which, and how it ended, is recorded. */
    BREAKER,
    /** Has its steps run at the end of the execution. */
    COMPLETION,
    /** Cannot be durable yet. */
    REFUSED
}
