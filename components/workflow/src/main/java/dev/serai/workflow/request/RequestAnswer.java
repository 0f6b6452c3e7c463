/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.request;

import dev.serai.workflow.engine.Commands;
import java.util.Optional;

/**
 * What became of a request from outside.
 *
 * @param runtimeRuns a runtime has the store and carries it out; otherwise it was done here
 * @param answer of the runtime; empty when it has not answered yet, and will carry it out later
 */
public record RequestAnswer(boolean runtimeRuns, Optional<String> answer) {

    /** Why it could not be done, in sentences; empty when it was done, or will be. */
    public Optional<String> refusal() {
        return answer.filter(text -> !text.equals(Commands.DONE));
    }

    /** Whether the runtime has yet to carry it out. */
    public boolean isPending() {
        return answer.isEmpty();
    }
}
