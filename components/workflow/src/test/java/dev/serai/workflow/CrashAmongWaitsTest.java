/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.journal.Addressee;
import dev.serai.workflow.journal.Signal;
import dev.serai.workflow.value.MessageState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Branches that wait side by side, for signals that come in any order, before and after the wait, with a kill at every
 * border of every effect: each branch gets one signal, and nothing is done twice but what was under way.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashAmongWaitsTest {

    private static final String ROUTE = WaitingRuntime.yaml("""
            - multicast:
                parallelProcessing: true
                steps:
                  - pipeline:
                      steps:
                        - to: "effect:a1"
                        - to: "workflow:await?signal=x"
                        - to: "effect:a2"
                  - pipeline:
                      steps:
                        - to: "effect:b1?async=true"
                        - to: "workflow:await?signal=x"
                        - to: "effect:b2"
                  - pipeline:
                      steps:
                        - to: "workflow:await?signal=y"
                        - to: "effect:c?async=true"
                        - to: "workflow:child?wait=true"
            """, """
            - route:
                id: child
                from: { uri: "workflow:child", steps: [ { to: "workflow:sleep?duration=30ms" }, { to: "effect:child" } ] }
            """);

    @TempDir
    Path folder;

    @Test
    void eachBranchGetsItsSignalOnce() throws Exception {
        World undisturbed = new World();
        run(Files.createDirectory(folder.resolve("reference")), undisturbed, 0);
        int points = undisturbed.points();
        assertThat(points).isGreaterThan(14);
        for (int point = 1; point <= points; point++) {
            World world = new World();
            run(Files.createDirectory(folder.resolve("crash-" + point)), world, point);
        }
    }

    private static void run(Path directory, World world, int point) throws Exception {
        if (point > 0) {
            world.dieAt(point);
        }
        String id;
        try (TestRuntime runtime = runtime(directory, world)) {
            id = runtime.start("job", "in", "key");
            send(runtime, point);
            if (point == 0) {
                runtime.completed(id);
            } else {
                assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
                runtime.kill();
            }
        }
        int before = world.effects().size();
        if (point > 0) {
            world.liveAgain();
            try (TestRuntime runtime = runtime(directory, world)) {
                send(runtime, point + 1);
                runtime.completed(id);
            }
        }
        check(world, point, before);
    }

    /** Sends all signals, in another order each time; those that were sent before are the same ones. */
    private static void send(TestRuntime runtime, int order) {
        List<Signal> signals = new ArrayList<>(List.of(
                signal(runtime, Addressee.startedWith("job", "key"), "s1", "x"),
                signal(runtime, Addressee.startedWith("job", "key"), "s2", "x"),
                signal(runtime, Addressee.startedWith("job", "key"), "s3", "y")));
        Collections.rotate(signals, order);
        signals.forEach(signal -> deliver(runtime, signal));
    }

    private static void deliver(TestRuntime runtime, Signal signal) {
        try {
            runtime.engine()
                    .signals()
                    .send(signal)
                    .orTimeout(2, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            // The runtime may be dead, or the execution over; its end tells whether anything was lost.
            assertThat(e).isNotNull();
        }
    }

    private static Signal signal(TestRuntime runtime, Addressee to, String id, String name) {
        return new Signal(to, id, name, MessageState.encode(runtime.engine().values(), id));
    }

    private static void check(World world, int point, int before) {
        Map<String, Integer> counts = world.counts();
        assertThat(Set.of(bodies(world, "a2"), bodies(world, "b2")))
                .as("what the branches got, with a kill at %d: %s", point, counts)
                .containsExactlyInAnyOrder(Set.of("s1"), Set.of("s2"));
        assertThat(counts)
                .as("with a kill at %d", point)
                .containsKeys("before|in", "a1|in/before", "b1|in/before", "c|s3", "child|s3/c")
                .hasSize(8);
        Set<String> again = new HashSet<>();
        counts.forEach((effect, count) -> {
            assertThat(count).as("%s with a kill at %d", effect, point).isBetween(1, 2);
            if (count > 1) {
                again.add(effect);
            }
        });
        assertThat(again).as("repeated after a kill at %d", point).hasSizeLessThanOrEqualTo(point == 0 ? 0 : 3);
        Set<String> keys = new HashSet<>();
        world.effects().subList(0, before).forEach(effect -> keys.add(effect.idempotencyKey()));
        world.effects().subList(before, world.effects().size()).stream()
                .filter(effect -> again.contains(effect.name() + "|" + effect.body()))
                .forEach(effect -> assertThat(keys).contains(effect.idempotencyKey()));
    }

    private static Set<String> bodies(World world, String effect) {
        Set<String> bodies = new HashSet<>();
        world.effects().stream().filter(one -> one.name().equals(effect)).forEach(one -> bodies.add(one.body()));
        return bodies;
    }

    private static TestRuntime runtime(Path directory, World world) throws Exception {
        return new TestRuntime(directory, world).yaml("job.camel.yaml", ROUTE).start();
    }
}
