/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the runtime at every border of every effect, and after every commit, of executions that hand over to others by
 * wireTap, seda and aggregate; starts it again, and compares with a run that nobody disturbed: the same executions, every
 * effect once, and twice only one that was under way, with the same key.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HandOverCrashTest {

    private static final String ROUTES = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  parameters: { backoff: 10ms }
                  steps:
                    - split:
                        tokenize: { token: "," }
                        steps:
                          - wireTap: { uri: "direct:audit" }
                          - aggregate:
                              correlationExpression: { constant: all }
                              completionSize: 4
                              aggregationStrategy: "#join"
                              steps:
                                - to: "effect:out"
                                - to: "seda:late"
                    - to: { uri: "seda:work", pattern: InOut }
                    - to: "effect:end"
            - route:
                id: audit
                from: { uri: "direct:audit", steps: [ { to: "effect:audit?async=true" }, { to: "seda:late" } ] }
            - route:
                id: late
                from: { uri: "seda:late", steps: [ { to: "effect:late" } ] }
            - route:
                id: work
                from: { uri: "seda:work", steps: [ { to: "effect:work" }, { wireTap: { uri: "effect:tapped" } } ] }
            """;

    private static final List<String> INPUTS = List.of("a1,a2", "b1,b2");

    @TempDir
    Path folder;

    @Test
    @Guarantee(eip = "wireTap", is = "recorded: what is tapped is an execution of its own, started once")
    @Guarantee(eip = "to seda", is = "recorded: what is sent is an execution of its own, started once")
    @Guarantee(
            eip = "aggregate",
            is = "each message counts once; a complete group is an execution of its own, started once")
    void atEveryBorderOfAnEffect() throws Exception {
        Run undisturbed = undisturbed();
        for (int point = 1; point <= undisturbed.points; point++) {
            World world = new World();
            world.dieAt(point);
            Path directory = folder.resolve("effect-" + point);
            try (TestRuntime runtime = runtime(directory, world)) {
                INPUTS.forEach(input -> runtime.startLater("job", input, input));
                assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
                runtime.kill();
            }
            assertSameAfterRestart(directory, world, undisturbed, "effect's border " + point);
        }
    }

    @Test
    @Tag("thorough")
    void afterEveryCommit() throws Exception {
        Run undisturbed = undisturbed();
        boolean died = true;
        int commits = 0;
        while (died) {
            commits++;
            World world = new World();
            Path directory = folder.resolve("commit-" + commits);
            try (TestRuntime runtime = runtime(directory, world)) {
                runtime.silenceAfter(commits - 1);
                INPUTS.forEach(input -> runtime.startLater("job", input, input));
                Family family = new Family(runtime);
                await().atMost(runtime.timeout()).until(() -> runtime.isSilent() || family.hasEnded());
                died = runtime.isSilent();
                runtime.kill();
            }
            assertSameAfterRestart(directory, world, undisturbed, "commit " + commits);
        }
        assertThat(commits).isGreaterThan(30);
    }

    private Run undisturbed() throws Exception {
        World world = new World();
        try (TestRuntime runtime = runtime(folder.resolve("undisturbed"), world)) {
            INPUTS.forEach(input -> runtime.start("job", input, input));
            Family family = new Family(runtime);
            family.awaitEnd();
            Run run = new Run(family.entries(), world.counts(), world.points());
            assertThat(run.entries)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "null",
                            2,
                            "job/split1/wireTap1",
                            4,
                            "job/split1/aggregate1",
                            1,
                            "late",
                            5,
                            "work",
                            2,
                            "work/wireTap1",
                            2));
            assertThat(world.counts()).containsEntry("out|a1+a2+b1+b2", 1);
            return run;
        }
    }

    private void assertSameAfterRestart(Path directory, World world, Run undisturbed, String death) throws Exception {
        int before = world.effects().size();
        world.liveAgain();
        try (TestRuntime runtime = runtime(directory, world)) {
            INPUTS.forEach(input -> runtime.start("job", input, input));
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(family.entries())
                    .as("executions after a death at %s", death)
                    .isEqualTo(undisturbed.entries);
            assertThat(family.members())
                    .as("executions after a death at %s", death)
                    .allMatch(member -> member.status().equals("COMPLETED"));
            assertThat(family.openGroups()).isZero();
        }
        Map<String, Integer> extra = new HashMap<>(world.counts());
        undisturbed.counts.forEach((name, count) -> extra.merge(name, -count, Integer::sum));
        extra.values().removeIf(count -> count == 0);
        assertThat(extra.values())
                .as("effects missing or repeated after a death at %s: %s", death, extra)
                .allMatch(count -> count > 0);
        List<World.Effect> effects = world.effects();
        effects.subList(before, effects.size()).stream()
                .filter(effect -> extra.containsKey(effect.name() + "|" + effect.body()))
                .collect(Collectors.groupingBy(World.Effect::idempotencyKey))
                .forEach((key, repeated) ->
                        assertThat(repeated).as("effects with the key %s", key).hasSize(1));
        long keys =
                effects.stream().map(World.Effect::idempotencyKey).distinct().count();
        assertThat(keys)
                .as("different keys after a death at %s", death)
                .isEqualTo(undisturbed.counts.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
    }

    /** What a run does: how many executions began where, and what was done outside. */
    private record Run(Map<String, Integer> entries, Map<String, Integer> counts, int points) {}

    private static TestRuntime runtime(Path directory, World world) throws Exception {
        return new TestRuntime(directory, world)
                .bind("join", (AggregationStrategy) HandOverCrashTest::join)
                .yaml("job.camel.yaml", ROUTES)
                .start();
    }

    private static Exchange join(Exchange old, Exchange next) {
        if (old == null) {
            return next;
        }
        String joined =
                old.getMessage().getBody(String.class) + "+" + next.getMessage().getBody(String.class);
        old.getMessage().setBody(Arrays.stream(joined.split("\\+")).sorted().collect(Collectors.joining("+")));
        return old;
    }
}
