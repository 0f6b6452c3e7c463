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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a route of many steps, kills the runtime at every border of every effect in turn, starts it again, and compares
 * with a run that nobody disturbed: the same end, every effect once, and twice only the one that was under way, with
 * the same key.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashAtEveryBorderTest {

    @TempDir
    Path folder;

    @Test
    void stepsOneAfterAnother() throws Exception {
        crashEverywhere("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - setHeader: { name: U, simple: "${random(1,1000000)}" }
                        - setVariable: { name: V, simple: "v-${body}" }
                        - to: "effect:A"
                        - setBody: { simple: "${header.U}" }
                        - setVariable: { name: savedU, simple: "${body}" }
                        - setBody: { simple: "z" }
                        - to: "effect:B?async=true"
                        - bean: { ref: mutator }
                        - to: "effect:C"
                        - script: { simple: "${body}" }
                        - filter:
                            simple: "${header.U} == ${variable.savedU}"
                            steps:
                              - to: "effect:same"
                        - toD: "effect:D${variable.V.length}"
                        - to: "kamelet:twice?tag=x"
                        - to: "kamelet:twice?tag=y"
                        - enrich: { constant: "direct:sub", aggregationStrategy: "#concat" }
                        - to: "effect:end"
                - route:
                    id: sub
                    from: { uri: "direct:sub", steps: [ { to: "effect:sub1" }, { to: "effect:sub2?async=true" } ] }
                - routeTemplate:
                    id: twice
                    parameters: [ { name: tag } ]
                    from: { uri: "kamelet:source", steps: [ { to: "effect:k1{{tag}}" }, { to: "effect:k2{{tag}}" } ] }
                """);
    }

    @Test
    void branchesAndLoops() throws Exception {
        crashEverywhere("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - setBody: { constant: "a,b,c" }
                        - split:
                            tokenize: { token: "," }
                            aggregationStrategy: "#concat"
                            steps:
                              - to: "effect:C?async=true"
                              - to: "direct:sub"
                              - split:
                                  simple: "${body}1,${body}2"
                                  delimiter: ","
                                  aggregationStrategy: "#concat"
                                  steps:
                                    - to: "effect:CC"
                        - to: "effect:afterSplit"
                        - setBody: { constant: "p,q,r" }
                        - split:
                            tokenize: { token: "," }
                            parallelProcessing: true
                            aggregationStrategy: "#sorted"
                            steps:
                              - to: "effect:P1?async=true"
                              - to: "direct:sub"
                        - setBody: { constant: "L" }
                        - loop:
                            constant: "2"
                            steps:
                              - to: "effect:loop"
                              - loop:
                                  constant: "2"
                                  steps:
                                    - to: "effect:inner"
                        - choice:
                            when:
                              - simple: "${body} contains 'inner'"
                                steps:
                                  - to: "effect:when"
                            otherwise:
                              steps:
                                - to: "effect:otherwise"
                        - setBody: { constant: "m" }
                        - multicast:
                            parallelProcessing: true
                            aggregationStrategy: "#sorted"
                            steps:
                              - to: "effect:m1?async=true"
                              - pipeline:
                                  steps:
                                    - to: "effect:m2"
                                    - to: "direct:sub"
                              - to: "direct:sub"
                        - to: "effect:end"
                - route:
                    id: sub
                    from: { uri: "direct:sub", steps: [ { to: "effect:sub1" }, { to: "effect:sub2" } ] }
                """);
    }

    @Test
    void failuresThatTheRouteHandles() throws Exception {
        crashEverywhere("""
                - onException:
                    exception: [java.io.IOException]
                    redeliveryPolicy: { maximumRedeliveries: 3, redeliveryDelay: 1 }
                    handled: { constant: { expression: "true" } }
                    steps:
                      - to: "effect:gaveUp"
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - to: "effect:flaky?failTimes=2"
                        - doTry:
                            steps:
                              - to: "effect:T1"
                              - to: "effect:T2?failTimes=99"
                              - to: "effect:T3"
                            doCatch:
                              - exception: [java.io.IOException]
                                steps:
                                  - to: "effect:caught"
                            doFinally:
                              steps:
                                - to: "effect:finally"
                        - loop:
                            constant: "2"
                            steps:
                              - doTry:
                                  steps:
                                    - to: "effect:inLoop?failUnless=caughtInLoop"
                                  doCatch:
                                    - exception: [java.io.IOException]
                                      steps:
                                        - to: "effect:caughtInLoop"
                        - to: "direct:failing"
                        - to: "effect:never"
                - route:
                    id: failing
                    errorHandler: { noErrorHandler: {} }
                    from: { uri: "direct:failing", steps: [ { to: "effect:f1" }, { to: "effect:f2?failTimes=99" } ] }
                """);
    }

    private void crashEverywhere(String yaml) throws Exception {
        World undisturbed = new World();
        Object expected;
        try (TestRuntime runtime = runtime(folder.resolve("reference"), undisturbed, yaml)) {
            expected = runtime.completed(runtime.start("job", "in", "key"));
        }
        int points = undisturbed.points();
        assertThat(points).isGreaterThan(10);
        for (int point = 1; point <= points; point++) {
            crashAt(point, yaml, undisturbed, expected);
        }
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

    private static TestRuntime runtime(Path directory, World world, String yaml) throws Exception {
        return new TestRuntime(directory, world)
                .bind("concat", (AggregationStrategy) CrashAtEveryBorderTest::concatenate)
                .bind("sorted", (AggregationStrategy) CrashAtEveryBorderTest::sorted)
                .bind("mutator", new Mutator())
                .yaml("job.camel.yaml", yaml)
                .start();
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

    /** Changes the body from the outside and depends on nothing but it. */
    public static final class Mutator {
        public String change(String body) {
            return body + "/bean";
        }
    }
}
