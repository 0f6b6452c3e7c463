/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.journal.StepRecord;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.UnrecordableValueException;
import org.apache.camel.Exchange;

/** A loop that runs: how many turns it has done, and how many of them are recorded. Its turns come one after another. */
final class LoopRun {

    private final WholeStep whole;
    private final String path;
    private final String place;
    private final StepRecord recorded;
    private final int recordedTurns;
    private int turns;

    /**
     * @param path the loop's in the model
     * @param place the loop's path and the frames around it
     * @param recorded what the first turns did, or null
     */
    LoopRun(WholeStep whole, String path, String place, StepRecord recorded) {
        this.whole = whole;
        this.path = path;
        this.place = place;
        this.recorded = recorded;
        this.recordedTurns = recorded == null
                ? 0
                : Integer.parseInt(recorded.step().substring(recorded.step().lastIndexOf(Frame.TURN) + 1));
    }

    /** The run of the loop of a path that an exchange is in; null when it is in none. */
    static LoopRun of(Exchange exchange, String path) {
        LoopRun run = exchange.getProperty(ExchangeProperties.LOOP, LoopRun.class);
        return run != null && run.path.equals(path) && !run.whole.execution().isOver() ? run : null;
    }

    /** Whether the next turn is recorded, so that nothing of it runs. */
    boolean skips() {
        return turns < recordedTurns;
    }

    /** Passes over a turn; false when what the turns did cannot be given back, and the execution was stopped. */
    boolean skip(Exchange exchange) {
        turns++;
        if (turns < recordedTurns) {
            return true;
        }
        Execution execution = whole.execution();
        try {
            // Only now: the number of turns was found from what the message was before.
            RecordedChange.giveBack(execution, exchange, recorded);
            execution.restoreVisits(place, recorded.cover().visits());
            execution.edits().after(recorded.step(), exchange);
            return true;
        } catch (UnrecordableValueException e) {
            execution.stop(e);
            return false;
        }
    }

    /** A turn has run. */
    void turned(Exchange exchange) {
        turns++;
        whole.turned(exchange, turns);
    }
}
