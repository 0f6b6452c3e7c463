/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IdempotentConsumerTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Guarantee(
            eip = "idempotentConsumer",
            is = "whether the message is new is recorded; its key is kept while the execution waits or is tried again")
    void aMessageThatIsNewStaysNew(boolean eager) throws Exception {
        Map<Path, Repository> repositories = new ConcurrentHashMap<>();
        Object end = new EveryBorder(folder)
                .bind(
                        "keys",
                        (directory, effects) ->
                                repositories.computeIfAbsent(directory, path -> new Repository(effects)))
                .crash("""
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - to: "effect:before"
                                - idempotentConsumer:
                                    simple: "${header.CamelSeraiExecutionId}"
                                    idempotentRepository: "#keys"
                                    eager: %s
                                    steps:
                                      - to: "effect:inside"
                                      - to: "workflow:sleep?duration=10ms"
                                      - to: "effect:insideToo?async=true"
                                - to: "effect:after"
                        """.formatted(eager));
        assertThat(end).isEqualTo("in/before/inside/insideToo/after");
        assertThat(repositories.values()).allMatch(repository -> repository.keys.size() == 1);
    }

    /** A record of the loop, or of the call, that stood for the consumer would keep it from keeping the key. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theKeyIsKeptAtTheEndOfTheExchangeWhereverTheConsumerStands(boolean inACall) throws Exception {
        Map<Path, Repository> repositories = new ConcurrentHashMap<>();
        String consumer = """
                - idempotentConsumer:
                    simple: "${header.CamelSeraiExecutionId}"
                    idempotentRepository: "#keys"
                    eager: false
                    steps:
                      - to: "effect:i1"
                      - to: "effect:i2"
                      - to: "effect:i3"
                """;
        new EveryBorder(folder)
                .bind(
                        "keys",
                        (directory, effects) ->
                                repositories.computeIfAbsent(directory, path -> new Repository(effects)))
                .crash("""
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                %s
                                - to: "effect:after"
                        - route:
                            id: called
                            from:
                              uri: direct:called
                              steps:
                        %s
                        """.formatted(
                        inACall
                                ? "- to: \"direct:called\""
                                : "- loop:\n            constant: 1\n            steps:\n" + consumer.indent(14),
                        consumer.indent(8)));
        assertThat(repositories.values()).allMatch(repository -> repository.keys.size() == 1);
    }

    @Test
    void aDuplicateIsPassedOverAndTheRepositoryIsAskedOnce() throws Exception {
        Repository repository = new Repository(world);
        repository.keys.add("in");
        try (TestRuntime runtime = runtime(repository, 1, """
                - idempotentConsumer:
                    simple: "${body}"
                    idempotentRepository: keys
                    steps:
                      - to: "effect:inside"
                - to: "workflow:sleep?duration=10ms"
                - to: "effect:after"
                """)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/after");
            assertThat(repository.calls).containsExactly("contains in");
        }
    }

    @Test
    void theKeyIsKeptBetweenAttemptsAndGivenBackByADeadLetter() throws Exception {
        Repository repository = new Repository(world);
        try (TestRuntime runtime = runtime(repository, 2, """
                - idempotentConsumer:
                    simple: "${header.CamelSeraiExecutionId}"
                    idempotentRepository: keys
                    steps:
                      - to: "effect:inside"
                      - process: { ref: failing }
                """)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure()).isNotNull();
            assertThat(world.names()).containsExactly("inside");
            await().until(repository.keys::isEmpty);
            assertThat(repository.calls).containsExactly("contains " + id, "add " + id, "remove " + id);
        }
    }

    @Test
    void aRouteThatIsNoWorkflowAsksAsCamelDoes() throws Exception {
        Repository repository = new Repository(world);
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("keys", repository)
                .yaml("plain.camel.yaml", """
                        - route:
                            id: plain
                            from:
                              uri: direct:plain
                              steps:
                                - idempotentConsumer:
                                    simple: "${body}"
                                    idempotentRepository: keys
                                    steps:
                                      - to: "effect:inside"
                        """)
                .start()) {
            runtime.context().createProducerTemplate().requestBody("direct:plain", "x");
            runtime.context().createProducerTemplate().requestBody("direct:plain", "x");
            assertThat(world.names()).containsExactly("inside");
            assertThat(repository.calls).containsExactly("add x", "confirm x", "add x");
        }
    }

    private TestRuntime runtime(Repository repository, int attempts, String steps) throws Exception {
        return new TestRuntime(folder, world)
                .bind("keys", repository)
                .bind("failing", (org.apache.camel.Processor) exchange -> {
                    throw new java.io.IOException("no");
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { attempts: %d, backoff: 10ms }
                              steps:
                        %s
                        """.formatted(attempts, steps.indent(8).stripTrailing()))
                .start();
    }

    /** Keys outside of the runtime. Taking one is something done outside, so the runtime may die before and after. */
    private static final class Repository extends ServiceSupport implements IdempotentRepository {
        private final World world;
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final java.util.Set<String> keys = ConcurrentHashMap.newKeySet();

        Repository(World world) {
            this.world = world;
        }

        @Override
        public boolean add(String key) {
            dieHere();
            calls.add("add " + key);
            boolean added = keys.add(key);
            dieHere();
            return added;
        }

        /** What is dead never returns. */
        private void dieHere() {
            for (int life = world.life(); world.isDeadAtNextPoint(life); ) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // What is dead hears nothing.
                }
            }
        }

        @Override
        public boolean contains(String key) {
            calls.add("contains " + key);
            return keys.contains(key);
        }

        @Override
        public boolean remove(String key) {
            calls.add("remove " + key);
            return keys.remove(key);
        }

        @Override
        public boolean confirm(String key) {
            calls.add("confirm " + key);
            return true;
        }

        @Override
        public void clear() {
            keys.clear();
        }
    }
}
