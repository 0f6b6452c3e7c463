/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.intervention.DiscardRequest;
import dev.serai.workflow.intervention.Interventions;
import dev.serai.workflow.intervention.Interventions.Made;
import dev.serai.workflow.intervention.Interventions.Result;
import dev.serai.workflow.intervention.ReplayRequest;
import dev.serai.workflow.intervention.RequestFormat;
import dev.serai.workflow.intervention.RerunRequest;

/** What people do to executions of a running engine: what came back into the queue is taken up at once. Thread-safe. */
public final class EngineInterventions {

    private final Interventions interventions;
    private final TakeUp takeUp;

    EngineInterventions(Interventions interventions, TakeUp takeUp) {
        this.interventions = interventions;
        this.takeUp = takeUp;
    }

    /** Carries out what other processes ask for. */
    void answer(CommandQueue commands) {
        commands.on(Commands.REPLAY, text -> answer(replay(RequestFormat.read(text, ReplayRequest.class))))
                .on(Commands.DISCARD, text -> answer(discard(RequestFormat.read(text, DiscardRequest.class))))
                .on(Commands.RERUN, text -> {
                    rerun(RequestFormat.read(text, RerunRequest.class));
                    return Commands.DONE;
                });
    }

    private static String answer(Result result) {
        return result.refused().isEmpty()
                ? Commands.DONE
                : String.join(" ", result.refused().values());
    }

    /** Lets dead letters go on, each at the step that failed or from its beginning. */
    public Result replay(ReplayRequest request) {
        Result result = interventions.replay(request);
        interventions
                .versions(result.done())
                .forEach((version, count) -> takeUp.goOn(version.workflow(), version.version(), count));
        return result;
    }

    /** Gives dead letters up. */
    public Result discard(DiscardRequest request) {
        return interventions.discard(request);
    }

    /**
     * Makes a new execution from a part of another one's record, and runs it.
     *
     * @throws dev.serai.workflow.intervention.InterventionRefusedException when it cannot be made, saying why
     */
    public Made rerun(RerunRequest request) {
        Made made = interventions.rerun(request);
        takeUp.goOn(made.workflow(), made.version(), 1);
        return made;
    }

    /** Told when executions of a version came back into the queue. */
    @FunctionalInterface
    interface TakeUp {
        void goOn(String workflow, String version, int count);
    }
}
