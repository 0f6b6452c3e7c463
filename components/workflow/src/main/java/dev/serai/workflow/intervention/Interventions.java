/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import dev.serai.store.StoreCallback;
import dev.serai.workflow.intervention.RecordedPath.EditPoint;
import dev.serai.workflow.journal.ExecutionRows.Standing;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Intervention;
import dev.serai.workflow.journal.Intervention.Kind;
import dev.serai.workflow.journal.InterventionRows.Fork;
import dev.serai.workflow.journal.StepEdit;
import dev.serai.workflow.journal.StepEdit.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Carries out what people ask for, in the process that has the store. Thread-safe. */
public final class Interventions {

    private final ExecutionTables tables;
    private final Function<String, CurrentVersion> currentVersions;

    /** @param currentVersions gives a workflow's current version by its name; throws when it is not known */
    public Interventions(ExecutionTables tables, Function<String, CurrentVersion> currentVersions) {
        this.tables = tables;
        this.currentVersions = currentVersions;
    }

    /** Lets dead letters go on; one commit serves many. */
    public Result replay(ReplayRequest request) {
        return each(request.executions(), id -> {
            StepEdit edit = edit(id, request);
            Kind kind = request.fromStart() ? Kind.RESTART : Kind.REPLAY;
            return new Intervention(request.id(), id, kind, tables.clock().now(), request.by(), null, edit);
        });
    }

    private StepEdit edit(String execution, ReplayRequest request) {
        if (request.change() == null) {
            return null;
        }
        if (request.fromStart()) {
            return new StepEdit(Place.BEGINNING, null, request.change());
        }
        Standing letter = tables.executions()
                .standing(execution)
                .orElseThrow(() -> new InterventionRefusedException("There is no dead letter " + execution + "."));
        return new RecordedPath(tables.steps().marks(execution), letter.errorStep())
                .failed()
                .with(request.change());
    }

    /** Gives dead letters up: they end as cancelled and are kept as long as any that ended. */
    public Result discard(DiscardRequest request) {
        return each(
                request.executions(),
                id -> new Intervention(
                        request.id(), id, Kind.DISCARD, tables.clock().now(), request.by(), request.reason(), null));
    }

    /** How many of some executions are of which version of which workflow. */
    public Map<Made, Integer> versions(List<String> executions) {
        Map<Made, Integer> versions = new LinkedHashMap<>();
        for (String id : executions) {
            tables.executions()
                    .standing(id)
                    .ifPresent(one -> versions.merge(new Made(one.workflow(), one.version()), 1, Integer::sum));
        }
        return versions;
    }

    private Result each(List<String> executions, Plan plan) {
        Result result = new Result(new ArrayList<>(), new LinkedHashMap<>());
        Map<String, CompletableFuture<Boolean>> outcomes = new LinkedHashMap<>();
        for (String id : executions) {
            try {
                Intervention intervention = plan.of(id);
                outcomes.computeIfAbsent(id, same -> {
                    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
                    tables.interventions().apply(intervention, completing(outcome));
                    return outcome;
                });
            } catch (InterventionRefusedException e) {
                result.refused().put(id, e.getMessage());
            }
        }
        outcomes.forEach((id, outcome) -> {
            if (outcome.join()) {
                result.done().add(id);
            } else {
                result.refused().put(id, "There is no dead letter " + id + ".");
            }
        });
        return result;
    }

    private static StoreCallback<Boolean> completing(CompletableFuture<Boolean> outcome) {
        return (done, failure) -> {
            if (failure == null) {
                outcome.complete(done);
            } else {
                outcome.completeExceptionally(failure);
            }
        };
    }

    /**
     * Makes a new execution from a part of another one's record.
     *
     * @return the workflow and the version that the new execution is of
     * @throws InterventionRefusedException when it cannot be made, saying why
     */
    public Made rerun(RerunRequest request) {
        Standing origin = tables.executions().standing(request.origin()).orElseThrow(() -> unknown(request.origin()));
        RecordedPath path = new RecordedPath(tables.steps().marks(request.origin()), origin.errorStep());
        String step = request.step() == null ? null : path.visit(request.step());
        List<Long> kept = step == null ? List.of() : path.before(step);
        String version = origin.version();
        if (request.currentVersion()) {
            CurrentVersion current = currentVersions.apply(origin.workflow());
            requireSteps(path, step, kept, current);
            version = current.version();
        }
        EditPoint point = step == null
                ? new EditPoint(Place.BEGINNING, null)
                : new EditPoint(Place.BEFORE, path.firstDelivery(step));
        Intervention intervention = new Intervention(
                request.id(),
                request.id(),
                Kind.FORK,
                tables.clock().now(),
                request.by(),
                null,
                point.with(request.change()));
        CompletableFuture<Boolean> made = new CompletableFuture<>();
        tables.interventions().fork(new Fork(intervention, request.origin(), version, step, kept), completing(made));
        if (!made.join()) {
            throw unknown(request.origin());
        }
        return new Made(origin.workflow(), version);
    }

    private static InterventionRefusedException unknown(String execution) {
        return new InterventionRefusedException(
                "There is no execution " + execution + ". Known ones are listed by 'serai executions list'.");
    }

    private static void requireSteps(RecordedPath path, String step, List<Long> kept, CurrentVersion current) {
        List<String> missing = new ArrayList<>(path.paths(kept));
        if (step != null) {
            RecordedPath.addPaths(step, missing);
        }
        missing.removeIf(needed -> current.paths().contains(needed));
        if (!missing.isEmpty()) {
            throw new InterventionRefusedException("The current version " + current.version() + " has no step "
                    + missing.get(0) + ", which the record has. Run it on its own version, or from an earlier step.");
        }
    }

    /** What is to be done to one execution. */
    @FunctionalInterface
    private interface Plan {
        Intervention of(String execution);
    }

    /**
     * What became of a request for several executions.
     *
     * @param done the ids of those for which it was done
     * @param refused why it was not, by id
     */
    public record Result(List<String> done, Map<String, String> refused) {}

    /** The version of a workflow that an execution is of. */
    public record Made(String workflow, String version) {}
}
