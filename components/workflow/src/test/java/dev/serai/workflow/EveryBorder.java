/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Runs a route, kills the runtime at every border of every effect in turn, starts it again, and compares with a run that
 * nobody disturbed: the same end, every effect once, and twice only the one that was under way, with the same key. The
 * registry has the aggregation strategies {@code concat} and {@code sorted}.
 */
final class EveryBorder {

    private final Path folder;
    private final Map<String, BiFunction<Path, World, Object>> beans = new LinkedHashMap<>();

    EveryBorder(Path folder) {
        this.folder = folder;
        beans.put("concat", (directory, world) -> (AggregationStrategy) EveryBorder::concatenate);
        beans.put("sorted", (directory, world) -> (AggregationStrategy) EveryBorder::sorted);
    }

    /** Gives each runtime a bean of its own. */
    EveryBorder bind(String name, Supplier<Object> bean) {
        return bind(name, (directory, world) -> bean.get());
    }

    /** Gives each runtime a bean that may outlive it: what it is given is the same for both lives. */
    EveryBorder bind(String name, BiFunction<Path, World, Object> bean) {
        beans.put(name, bean);
        return this;
    }

    /** Crashes the workflow {@code job} of a file of routes; gives back how it ends. */
    Object crash(String yaml) throws Exception {
        World undisturbed = new World();
        Object expected;
        try (TestRuntime runtime = runtime(folder.resolve("reference"), undisturbed, yaml)) {
            expected = runtime.completed(runtime.start("job", "in", "key"));
        }
        int points = undisturbed.points();
        assertThat(points).isGreaterThan(2);
        for (int point = 1; point <= points; point++) {
            crashAt(point, yaml, undisturbed, expected);
        }
        return expected;
    }

    private void crashAt(int point, String yaml, World undisturbed, Object expected) throws Exception {
        World world = new World();
        Path directory = Files.createDirectory(folder.resolve("crash-" + point));
        world.dieAt(point);
        String id;
        try (TestRuntime runtime = runtime(directory, world, yaml)) {
            id = runtime.start("job", "in", "key");
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        int before = world.effects().size();
        world.liveAgain();
        try (TestRuntime runtime = runtime(directory, world, yaml)) {
            assertThat(runtime.start("job", "in", "key")).isEqualTo(id);
            assertThat(runtime.completed(id))
                    .as("the end after a crash at %d", point)
                    .isEqualTo(expected);
        }
        Map<String, Integer> extra = new HashMap<>(world.counts());
        undisturbed.counts().forEach((name, count) -> extra.merge(name, -count, Integer::sum));
        extra.values().removeIf(count -> count == 0);
        assertThat(extra.values())
                .as("effects missing or repeated after a crash at %d: %s", point, extra)
                .allMatch(count -> count == 1)
                .hasSizeLessThanOrEqualTo(3);
        Set<String> keysBefore = world.effects().subList(0, before).stream()
                .map(World.Effect::idempotencyKey)
                .collect(Collectors.toCollection(HashSet::new));
        extra.keySet().forEach(name -> assertThat(
                        world.effects().subList(before, world.effects().size()))
                .filteredOn(effect -> (effect.name() + "|" + effect.body()).equals(name))
                .as("a repeated effect has its old key")
                .anyMatch(effect -> keysBefore.contains(effect.idempotencyKey())));
    }

    private TestRuntime runtime(Path directory, World world, String yaml) throws Exception {
        TestRuntime runtime = new TestRuntime(directory, world);
        beans.forEach((name, bean) -> runtime.bind(name, bean.apply(directory, world)));
        return runtime.yaml("job.camel.yaml", yaml).start();
    }

    private static Exchange concatenate(Exchange old, Exchange next) {
        if (old == null) {
            return next;
        }
        old.getMessage().setBody(text(old) + "+" + text(next));
        return old;
    }

    private static Exchange sorted(Exchange old, Exchange next) {
        Exchange joined = concatenate(old, next);
        joined.getMessage()
                .setBody(Arrays.stream(text(joined).split("\\+")).sorted().collect(Collectors.joining("+")));
        return joined;
    }

    private static String text(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }
}
