/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.TestRuntime;
import dev.serai.workflow.WorkflowComponent;
import dev.serai.workflow.World;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.execution.HistoryFullException;
import dev.serai.workflow.generated.Sources.SourceComponent;
import dev.serai.workflow.generated.Step.Joining;
import dev.serai.workflow.generated.Witness.Deed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * Runs one route undisturbed, and once for each of its borders with a death there, and compares. All these executions
 * run in one process at the same time and die one by one; then the process is killed, and another one takes all of them
 * up. A few more are caught by that kill wherever they are: also between a commit and its callback.
 */
final class Trial {

    /** How many die side by side: dead ones take the place of those that live. */
    private static final int AT_ONCE = 32;

    private static final int CAUGHT = 4;

    private final RouteModel model;
    private final Path folder;
    private final Random random;
    private final int mostDeaths;
    private final Outside outside = new Outside();
    private final Patience patience = new Patience(outside::deeds);
    private final Map<String, String> ids = new LinkedHashMap<>();

    private Trial(RouteModel model, Path folder, Random random, int mostDeaths) {
        this.model = model;
        this.folder = folder;
        this.random = random;
        this.mostDeaths = mostDeaths;
    }

    /**
     * @param random decides which borders are tried when there are many, and the instant of the kill
     * @param mostDeaths how many borders are tried, at random where there are more
     * @throws AssertionError when a crash makes a difference
     */
    static void run(RouteModel model, Path folder, Random random, int mostDeaths) throws Exception {
        new Trial(model, folder, random, mostDeaths).run();
    }

    private void run() throws Exception {
        Ending undisturbed;
        try (TestRuntime runtime = runtime(0, model.yaml())) {
            outside.expect("undisturbed");
            String id = runtime.start("job", "in", "undisturbed");
            undisturbed = Ending.of(runtime, id, outcome(runtime, id, "undisturbed"), outside.witness("undisturbed"));
            if (undisturbed.status().contains(HistoryFullException.class.getName())) {
                // Camel itself would never end it, so there is nothing to compare with in the time of a trial.
                return;
            }
            assertThat(undisturbed.failedAnew())
                    .as("the last failure came up anew")
                    .isTrue();
            eachVisitHasItsKey();
            letDie(runtime, outside.witness("undisturbed").borders());
            catchAndKill(runtime);
        }
        outside.liveAgain();
        try (TestRuntime runtime = runtime(1, model.changes() ? model.changedYaml() : model.yaml())) {
            for (Map.Entry<String, String> execution : ids.entrySet()) {
                String name = execution.getKey();
                ExecutionOutcome outcome = outcome(runtime, execution.getValue(), name);
                compare(name, undisturbed, Ending.of(runtime, execution.getValue(), outcome, outside.witness(name)));
            }
            noSleepWasShort(runtime);
        }
    }

    private void letDie(TestRuntime runtime, int borders) {
        List<Integer> all = new java.util.ArrayList<>();
        for (int border = 1; border <= borders; border++) {
            all.add(border);
        }
        java.util.Collections.shuffle(all, random);
        List<Integer> tried = all.subList(0, Math.min(borders, mostDeaths));
        for (int first = 0; first < tried.size(); first += AT_ONCE) {
            letDie(runtime, tried.subList(first, Math.min(tried.size(), first + AT_ONCE)), borders);
        }
    }

    private void letDie(TestRuntime runtime, List<Integer> tried, int borders) {
        Map<String, CompletableFuture<ExecutionOutcome>> ends = new HashMap<>();
        for (int border : tried) {
            String name = "death at border " + border + " of " + borders;
            outside.expect(name).dieAt(border);
            ids.put(name, runtime.start("job", "in", name));
            ends.put(name, runtime.engine().outcome(ids.get(name)));
        }
        patience.until("every execution dies", () -> ends.entrySet().stream()
                .allMatch(end -> outside.witness(end.getKey()).isDead()
                        || (end.getValue().isDone() && Families.hasEnded(runtime.store(), ids.get(end.getKey())))));
    }

    private void catchAndKill(TestRuntime runtime) {
        Map<String, CompletableFuture<ExecutionOutcome>> ends = new HashMap<>();
        for (int number = 1; number <= CAUGHT; number++) {
            String name = "kill " + number;
            outside.expect(name);
            ids.put(name, runtime.start("job", "in", name));
            ends.put(name, runtime.engine().outcome(ids.get(name)));
        }
        runtime.silenceAfter(random.nextInt(30));
        patience.until(
                "the instant of the kill",
                () -> runtime.isSilent() || ends.values().stream().allMatch(CompletableFuture::isDone));
        runtime.kill();
    }

    private ExecutionOutcome outcome(TestRuntime runtime, String id, String name) throws Exception {
        CompletableFuture<ExecutionOutcome> end = runtime.engine().outcome(id);
        try {
            patience.until("the end of " + name, end::isDone);
            patience.until(
                    "the end of the executions that came of " + name,
                    () -> Families.descendants(runtime.store(), id).stream().allMatch(Families.Member::hasEnded));
            return end.get();
        } catch (TerminalFailureException | ConditionTimeoutException e) {
            throw new AssertionError(
                    name + ": the execution does not end. The store has\n"
                            + runtime.store()
                                    .read()
                                    .fetch(
                                            "SELECT id, entry, status, attempt, due_at - ? AS due_in, version"
                                                    + " FROM execution WHERE id = ? OR parent_id = ?",
                                            System.currentTimeMillis(),
                                            id,
                                            id)
                            + runtime.store().read().fetch("SELECT * FROM step_wait WHERE execution_id = ?", id)
                            + runtime.store()
                                    .read()
                                    .fetch("SELECT sequence, step FROM step_record WHERE execution_id = ?", id)
                                    .format(5_000),
                    e);
        }
    }

    /** Where nothing is redelivered, no two deeds of an attempt may look like one to the outside. */
    private void eachVisitHasItsKey() {
        if (model.onException() != null && model.onException().redeliveries() > 0) {
            return;
        }
        assertThat(outside.witness("undisturbed").deeds().stream()
                        .collect(Collectors.groupingBy(deed -> deed.execution() + deed.attempt() + deed.key()))
                        .values())
                .as("deeds of an attempt by their key")
                .allSatisfy(deeds -> assertThat(deeds).hasSize(1));
    }

    private void compare(String name, Ending expected, Ending found) {
        Map<String, Integer> more = new HashMap<>(found.deeds());
        expected.deeds().forEach((deed, count) -> more.merge(deed, -count, Integer::sum));
        for (Deed open : outside.witness(name).open()) {
            more.computeIfPresent(open.identity(), (deed, count) -> count > 0 ? count - 1 : count);
        }
        more.values().removeIf(count -> count == 0);
        assertThat(more)
                .as(
                        "%s: deeds that are missing (negative), or repeated though they were recorded. It ended %s; undisturbed %s",
                        name, found.status(), expected.status())
                .isEmpty();
        assertThat(found.output()).as("%s: the output", name).isEqualTo(expected.output());
        assertThat(found.status()).as("%s: the status", name).isEqualTo(expected.status());
        assertThat(found.draws()).as("%s: different draws that were seen", name).isEqualTo(expected.draws());
        assertThat(found.history()).as("%s: the history", name).isEqualTo(expected.history());
        assertThat(found.others()).as("%s: what came of it", name).isEqualTo(expected.others());
    }

    private static void noSleepWasShort(TestRuntime runtime) {
        assertThat(runtime.store().read().fetch("""
                        SELECT s.step FROM step_record s JOIN step_wait w ON s.execution_id = w.execution_id
                            AND s.step = w.step
                        WHERE (w.kind = 'TIMER' OR w.subject = 'none') AND s.discarded = 0 AND s.finished_at < w.due_at"""))
                .as("steps that went on before what they waited for")
                .isEmpty();
    }

    private TestRuntime runtime(int life, String yaml) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, new World());
        runtime.context().addComponent("deed", outside.new DeedComponent(life));
        runtime.context().addComponent("source", new SourceComponent(outside::draw));
        runtime.context().getComponent("workflow", WorkflowComponent.class).setMaxConcurrent(10_000);
        runtime.bind("lottery", outside.new Lottery())
                .bind("appending", new Appending())
                .bind("turning", new Turning())
                .bind("passing", new Passing())
                .bind("keys", outside.keys)
                .bind("mutate", outside.doing(life, body -> {
                    Values.mutate(body);
                    return body;
                }))
                .bind("" + Joining.IN_ORDER, (AggregationStrategy) (joined, next) -> Values.join(joined, next, false))
                .bind("" + Joining.SORTED, (AggregationStrategy) (joined, next) -> Values.join(joined, next, true));
        for (Values.Kind kind : Values.Kind.values()) {
            runtime.bind("make" + kind, outside.doing(life, body -> kind.make()));
        }
        return runtime.yaml("job.camel.yaml", yaml).start();
    }

    /** Gives the addresses in a variable, one in each turn. */
    public static final class Turning {
        public String next(Exchange exchange, String slip) {
            int turn = exchange.getProperty(slip, 0, Integer.class);
            String[] addresses = exchange.getVariable(slip, String.class).split(",", -1);
            if (turn == addresses.length) {
                exchange.removeProperty(slip);
                return null;
            }
            exchange.setProperty(slip, turn + 1);
            return addresses[turn];
        }
    }

    private static final class Passing implements Policy {
        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // Nothing to prepare.
        }

        @Override
        public Processor wrap(Route route, Processor processor) {
            return new DelegateAsyncProcessor(processor);
        }
    }

    /** Depends on nothing but the body, and does nothing outside. */
    public static final class Appending {
        public String append(String body) {
            return Values.grown(body, "bean").toString();
        }
    }
}
