/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.journal.InterventionRows;
import dev.serai.workflow.journal.StepEdit;
import dev.serai.workflow.journal.StepEdit.Place;
import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.ValueCodec;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * Changes of the message that people put into an execution, applied at the same places in each replay. Immutable; most
 * executions have none, and pay nothing.
 */
public final class Edits {

    private final ValueCodec values;
    private final List<StepEdit> edits;
    private final String restart;

    public Edits(ValueCodec values, InterventionRows.Edits kept) {
        this.values = values;
        this.edits = kept.edits();
        this.restart = kept.restart();
    }

    /** Changes the message with which the execution begins. */
    public void begin(Exchange exchange) {
        apply(exchange, at(Place.BEGINNING, null));
    }

    /** Changes the message that comes to a step, in each of its deliveries. */
    public void before(Visit visit, Exchange exchange) {
        if (!edits.isEmpty()) {
            apply(exchange, at(Place.BEFORE, firstKey(visit)));
        }
    }

    /** Changes what a recorded step gave. */
    public void after(String stepKey, Exchange exchange) {
        if (!edits.isEmpty()) {
            apply(exchange, at(Place.AFTER, stepKey));
        }
    }

    /**
     * What tells a visit from the one that told the outside something else: a step whose message was edited does
     * another piece of work, so it has another idempotency key. Empty mostly.
     */
    public String mark(Visit visit) {
        if (edits.isEmpty()) {
            return "";
        }
        long made = at(Place.BEFORE, firstKey(visit)).count();
        return made == 0 ? "" : "~" + made;
    }

    /** An identity in the round that runs: a restart does everything anew on purpose, with other keys. */
    String inThisRound(String identity) {
        return restart == null ? identity : restart + "/" + identity;
    }

    private static String firstKey(Visit visit) {
        return visit.key().substring(0, visit.key().lastIndexOf(Frame.VISIT) + 1) + visit.first();
    }

    private Stream<StepEdit> at(Place place, String step) {
        return edits.stream()
                .filter(edit -> edit.place() == place)
                .filter(edit -> step == null || step.equals(edit.step()));
    }

    private void apply(Exchange exchange, Stream<StepEdit> applied) {
        applied.forEach(edit -> ExchangeChange.decode(values, edit.change()).applyTo(exchange));
    }
}
