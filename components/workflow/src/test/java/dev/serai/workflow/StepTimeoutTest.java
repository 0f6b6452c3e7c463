/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTimeoutTest {

    private static final String SLOW = "- process: { ref: slow, id: slow }\n";

    @TempDir
    Path folder;

    private final World world = new World();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch late = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aStepThatTakesTooLongFailsAndTheRouteHandlesIt() throws Exception {
        try (TestRuntime runtime = runtime("stepTimeout=100ms", handled(SLOW) + "- to: \"effect:after\"\n")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("timed out/after");
        }
    }

    @Test
    void whatAStepDoesAfterItsTimeChangesNothing() throws Exception {
        Map<String, Object> body = new TreeMap<>(Map.of("price", 1));
        try (TestRuntime runtime = runtime("stepTimeout=100ms", """
                - doTry:
                    steps:
                      - process: { ref: slow }
                    doCatch:
                      - exception: [ "org.apache.camel.ExchangeTimedOutException" ]
                        steps:
                          - process: { ref: release }
                """)) {
            assertThat(runtime.completed(runtime.start("job", body, null))).isEqualTo(body);
        }
    }

    @Test
    void aTimeOutIsAFailureThatIsTriedAgain() throws Exception {
        try (TestRuntime runtime = runtime("stepTimeout=100ms&attempts=2&backoff=1ms", SLOW)) {
            String id = runtime.start("job", "in", null);
            ExecutionOutcome outcome = runtime.outcome(id);
            assertThat(outcome.status()).isEqualTo(ExecutionStatus.DEAD_LETTER);
            assertThat(outcome.failure().className()).isEqualTo(StepTimedOutException.class.getName());
            assertThat(outcome.failure().message()).startsWith("Step job/slow@1 had not ended after 100 ms");
            assertThat(outcome.failure().step()).isEqualTo("job/slow@1");
            assertThat(calls.get()).isEqualTo(2);
        }
    }

    @Test
    void oneStepCanHaveATimeOfItsOwn() throws Exception {
        released.countDown();
        String steps = SLOW + "- to: { uri: \"effect:x?async=true\", id: quick }\n";
        try (TestRuntime runtime = runtime("stepTimeout=1ms&stepTimeout.slow=20s&stepTimeout.quick=20s", steps)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("late/x");
        }
    }

    @Test
    void aTimeForAStepThatIsNotThereIsRefusedAtTheStart() {
        assertThatThrownBy(() -> runtime("stepTimeout.slwo=20s", SLOW))
                .hasStackTraceContaining("workflow:job: the option 'stepTimeout.slwo' names a step that is not there."
                        + " Did you mean 'slow'?");
        assertThatThrownBy(() -> runtime("stepTimeout.slow=soon", SLOW))
                .hasStackTraceContaining("the option 'stepTimeout.slow' has the value 'soon'. Expected a duration");
    }

    @Test
    void aRecordedTimeOutIsGivenBackByAReplay() throws Exception {
        String id;
        String steps = handled(SLOW) + "- to: \"workflow:sleep?duration=1s\"\n";
        try (TestRuntime runtime = runtime("stepTimeout=100ms", steps)) {
            id = runtime.start("job", "in", null);
            await().until(() -> status(id) == ExecutionStatus.SUSPENDED);
            runtime.kill();
        }
        try (TestRuntime runtime = runtime("stepTimeout=100ms", steps)) {
            assertThat(runtime.completed(id)).isEqualTo("timed out");
            assertThat(calls.get()).isEqualTo(1);
        }
    }

    @Test
    void aStepThatWaitsInTheStoreHasNoTimeLimitAndACalledRouteHasThatOfItsSteps() throws Exception {
        released.countDown();
        try (TestRuntime runtime = runtime("stepTimeout=1s", """
                - to: "direct:sub"
                - toD: "direct:${variable.none}sub"
                """)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/s/s");
        }
    }

    @Test
    void whatAStepTakesAwayAndSetsIsTakenAwayAndSet() throws Exception {
        try (TestRuntime runtime = runtime("stepTimeout=20s", """
                - setHeader: { name: gone, constant: x }
                - setVariable: { name: goneToo, constant: x }
                - setProperty: { name: goneAsWell, constant: x }
                - process: { ref: change }
                - setBody: { simple: "${header.gone}|${variable.goneToo}|${exchangeProperty.goneAsWell}|${header.there}|${variable.there}" }
                """)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("||yes|yes".replace("||", "|||"));
        }
    }

    private static String handled(String step) {
        return """
                - doTry:
                    steps:
                %s
                    doCatch:
                      - exception: [ "org.apache.camel.ExchangeTimedOutException" ]
                        steps:
                          - setBody: { constant: "timed out" }
                """.formatted(step.indent(6).stripTrailing());
    }

    private ExecutionStatus status(String id) {
        return new ExecutionHistory(TestStores.in(folder))
                .find(id)
                .orElseThrow()
                .summary()
                .status();
    }

    @SuppressWarnings("unchecked")
    private void slow(Exchange exchange) throws InterruptedException {
        calls.incrementAndGet();
        released.await(20, TimeUnit.SECONDS);
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            ((Map<String, Object>) body).put("price", 2);
        } else {
            exchange.getMessage().setBody("late");
        }
        late.countDown();
    }

    private TestRuntime runtime(String options, String steps) throws Exception {
        world.liveAgain();
        TestRuntime runtime = new TestRuntime(folder, world)
                .bind("slow", (Processor) this::slow)
                .bind("release", (Processor) exchange -> {
                    released.countDown();
                    late.await(20, TimeUnit.SECONDS);
                })
                .bind("change", (Processor) exchange -> {
                    exchange.getMessage().removeHeader("gone");
                    exchange.removeVariable("goneToo");
                    exchange.removeProperty("goneAsWell");
                    exchange.getMessage().setHeader("there", "yes");
                    exchange.setVariable("there", "yes");
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?%s
                              steps:
                        %s
                        - route:
                            id: sub
                            from:
                              uri: direct:sub
                              steps:
                                - to: "workflow:sleep?duration=1500ms"
                                - to: "effect:s"
                        """.formatted(options, steps.indent(8).stripTrailing()));
        try {
            return runtime.start();
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }
}
