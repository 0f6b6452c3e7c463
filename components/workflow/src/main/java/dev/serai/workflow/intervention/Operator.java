/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.Store;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.intervention.Interventions.Result;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Asks for interventions from any process: by a request in the store when a runtime has it, and directly when none does;
 * then executions go on at the runtime's next start.
 */
public final class Operator {

    /** A request carries so many executions at most, so that the runtime's other requests get their turn. */
    private static final int LARGEST_REQUEST = 500;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final StoreSettings store;
    private final String name;
    private final ValueCodec values = new ValueCodec();
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    /**
     * @param store where the store lies
     * @param name who asks, for the history
     */
    public Operator(StoreSettings store, String name) {
        this.store = store;
        this.name = name;
    }

    /**
     * Lets dead letters go on.
     *
     * @param fromStart each begins anew and keeps no record; otherwise it goes on at the step that failed
     * @param edit of the message that comes to the step that failed, or with which it begins
     */
    public Answer replay(List<String> executions, boolean fromStart, MessageEdit edit) {
        byte[] change = edit.encoded(values);
        return each(
                Commands.REPLAY,
                executions,
                part -> new ReplayRequest(id(), part, fromStart, name, change),
                Interventions::replay);
    }

    /**
     * Gives dead letters up: they end as cancelled.
     *
     * @param reason why, or null
     */
    public Answer discard(List<String> executions, String reason) {
        return each(
                Commands.DISCARD,
                executions,
                part -> new DiscardRequest(id(), part, name, reason),
                Interventions::discard);
    }

    /**
     * Makes a new execution that takes over what another one recorded before a step, and runs on from there.
     *
     * @param step the step's key; null for the beginning of the route
     * @param currentVersion on the current version of the workflow, which only a runtime knows: without one, it is made
     *     at the runtime's next start
     * @param edit of the message that comes to the step
     * @return the new execution's id
     * @throws InterventionRefusedException when it cannot be made, saying why
     */
    public Rerun rerun(String execution, String step, boolean currentVersion, MessageEdit edit) {
        RerunRequest request = new RerunRequest(id(), execution, step, currentVersion, name, edit.encoded(values));
        Optional<Store> own = open();
        if (own.isEmpty()) {
            String outcome = ask(Commands.RERUN, request);
            if (!outcome.equals(Commands.DONE)) {
                throw new InterventionRefusedException(outcome);
            }
            return new Rerun(request.id(), true);
        }
        try (Store opened = own.get()) {
            ExecutionTables tables = new ExecutionTables(opened);
            tables.migrate();
            if (currentVersion) {
                leave(Commands.RERUN, request);
            } else {
                directly(tables).rerun(request);
            }
            return new Rerun(request.id(), false);
        }
    }

    private <R extends Record> Answer each(
            String kind, List<String> executions, Function<List<String>, R> request, Work<R> work) {
        Optional<Store> own = open();
        StringBuilder refused = new StringBuilder();
        if (own.isPresent()) {
            try (Store opened = own.get()) {
                ExecutionTables tables = new ExecutionTables(opened);
                tables.migrate();
                Result result = work.carryOut(directly(tables), request.apply(executions));
                return new Answer(false, String.join(" ", result.refused().values()));
            }
        }
        for (int from = 0; from < executions.size(); from += LARGEST_REQUEST) {
            List<String> part = executions.subList(from, Math.min(executions.size(), from + LARGEST_REQUEST));
            String outcome = ask(kind, request.apply(part));
            if (!outcome.equals(Commands.DONE)) {
                refused.append(refused.isEmpty() ? "" : " ").append(outcome);
            }
        }
        return new Answer(true, refused.toString());
    }

    private Optional<Store> open() {
        return store.tryOpen(Runnable::run);
    }

    private static Interventions directly(ExecutionTables tables) {
        return new Interventions(tables, workflow -> {
            throw new IllegalStateException("Only a runtime knows the current version of '" + workflow + "'.");
        });
    }

    /** Leaves a request for the runtime, and waits until it is carried out. */
    private String ask(String kind, Record request) {
        String command = leave(kind, request);
        StoreClient client = store.client();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            String outcome = client.read(sql -> sql.fetchOne("SELECT outcome FROM command WHERE id = ?", command)
                    .get("outcome", String.class));
            if (outcome != null) {
                return outcome;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return "The runtime that has the store has not answered in " + LONGEST_WAIT.toSeconds()
                + " seconds. The request stays, and is carried out as soon as it can be.";
    }

    private String leave(String kind, Record request) {
        String command = id();
        store.client()
                .write(sql -> sql.execute(
                        "INSERT INTO command (id, kind, argument, created_at) VALUES (?, ?, ?, ?)",
                        command,
                        kind,
                        RequestFormat.write(request),
                        System.currentTimeMillis()));
        return command;
    }

    private String id() {
        return ids.generate().toString();
    }

    @FunctionalInterface
    private interface Work<R> {
        Result carryOut(Interventions interventions, R request);
    }

    /**
     * What became of a request.
     *
     * @param byRuntime a runtime carried it out, and executions go on now; otherwise at its next start
     * @param refused why it was not done for some, in sentences; empty when it was done for all
     */
    public record Answer(boolean byRuntime, String refused) {}

    /** @param byRuntime a runtime runs it now; otherwise it runs at the next start */
    public record Rerun(String id, boolean byRuntime) {}
}
