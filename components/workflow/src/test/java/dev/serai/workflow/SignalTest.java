/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.journal.Addressee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SignalTest {

    private static final String SENDER = """
            - route:
                id: by-id
                from:
                  uri: direct:by-id
                  steps:
                    - to: "workflow:signal?signal=paid&execution=${header.target}"
            - route:
                id: by-key
                from:
                  uri: direct:by-key
                  steps:
                    - to: "workflow:signal?signal=paid&workflow=job&key=${header.target}"
            """;

    @TempDir
    Path folder;

    private final World world = new World();
    private WaitingRuntime waiting;

    @org.junit.jupiter.api.BeforeEach
    void prepare() {
        waiting = new WaitingRuntime(folder, world);
    }

    @Test
    void theMessageIsTheSignals() throws Exception {
        try (TestRuntime runtime = waiting.start(
                "- to: \"workflow:await?signal=paid\"\n"
                        + "- setBody: { simple: \"${body}|${header.currency}|${header.Authorization}|${header.CamelFileName}|"
                        + "${header.CamelSeraiTimedOut}\" }",
                SENDER)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            runtime.context()
                    .createProducerTemplate()
                    .sendBodyAndHeaders(
                            "direct:by-id",
                            "12.50",
                            Map.of("target", id, "currency", "EUR", "Authorization", "secret", "CamelFileName", "x"));
            assertThat(runtime.completed(id)).isEqualTo("12.50|EUR|||false/after");
        }
    }

    @Test
    void aSignalThatComesBeforeTheWaitIsKeptOverARestart() throws Exception {
        String step = "- to: \"workflow:await?signal=first\"\n- to: \"workflow:await?signal=paid\"";
        String id;
        try (TestRuntime runtime = waiting.start(step)) {
            id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            WaitingRuntime.send(runtime, id, "paid", "money");
            waiting.awaitSuspended(runtime, id);
            runtime.kill();
        }
        try (TestRuntime runtime = waiting.start(step)) {
            WaitingRuntime.send(runtime, id, "first", "x");
            assertThat(runtime.completed(id)).isEqualTo("money/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void anExecutionIsFoundByTheKeyItWasStartedWith() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:await?signal=paid\"", SENDER)) {
            String id = runtime.start("job", "in", "order-7");
            runtime.context().createProducerTemplate().sendBodyAndHeader("direct:by-key", "ok", "target", "order-7");
            assertThat(runtime.completed(id)).isEqualTo("ok/after");
        }
    }

    @Test
    void variableReceiveTakesTheSignalAndTheBodyStays() throws Exception {
        try (TestRuntime runtime = waiting.start("""
                - to: { uri: "workflow:await?signal=paid", variableReceive: money }
                - setBody: { simple: "${body}+${variable.money}+${header.currency}" }
                """)) {
            String id = runtime.start("job", "in", null);
            WaitingRuntime.send(runtime, id, "paid", "12");
            assertThat(runtime.completed(id)).isEqualTo("in/before+12+/after");
        }
    }

    @Test
    void theNameMayComeFromTheMessageAndTheFirstArrivalDecides() throws Exception {
        try (TestRuntime runtime =
                waiting.start("- to: \"workflow:await?signal=paid-${header.number}-${random(1,9)}\"")) {
            String id = runtime.start("job", "in", Map.of("number", 7), null);
            waiting.awaitSuspended(runtime, id);
            for (int digit = 1; digit <= 9; digit++) {
                // Those that come after the one it waits for are refused, because it has ended.
                runtime.engine()
                        .signal(Addressee.execution(id), "paid-7-" + digit, "d")
                        .handle((execution, refused) -> execution)
                        .join();
            }
            assertThat(runtime.completed(id)).isEqualTo("d/after");
        }
    }

    @Test
    void aWaitThatTakesTooLongFailsForGoodAndSaysWhatItWaitedFor() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:await?signal=paid&timeout=50ms\"")) {
            ExecutionOutcome outcome = runtime.outcome(runtime.start("job", "in", null));
            assertThat(outcome.failure().className()).isEqualTo(WaitTimedOutException.class.getName());
            assertThat(outcome.failure().message()).contains("The signal 'paid' had not come by");
            assertThat(runtime.engine().statistics().figures().get("job").retried())
                    .isZero();
        }
    }

    @Test
    void aDeadLetterThatIsReplayedWaitsAnew() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:await?signal=paid&timeout=200ms\"")) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure()).isNotNull();
            assertThatThrownBy(() -> WaitingRuntime.send(runtime, id, "paid", "x"))
                    .hasMessageContaining("is a dead letter. Replay it, then send again.");
            runtime.engine().replay(id);
            WaitingRuntime.send(runtime, id, "paid", "late");
            assertThat(runtime.completed(id)).isEqualTo("late/after");
        }
    }

    @Test
    void theRouteMayGoOnWhenTheSignalDoesNotCome() throws Exception {
        try (TestRuntime runtime =
                waiting.start("- to: \"workflow:await?signal=paid&timeout=50ms&onTimeout=continue\"\n"
                        + "- setBody: { simple: \"${body} ${header.CamelSeraiTimedOut}\" }")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/before true/after");
        }
    }

    @Test
    void nobodyThereIsAClearFailure() throws Exception {
        try (TestRuntime runtime = waiting.start("- log: x", SENDER)) {
            String ended = runtime.start("job", "in", null);
            runtime.completed(ended);
            assertThatThrownBy(() -> WaitingRuntime.send(runtime, ended, "paid", "x"))
                    .hasRootCauseInstanceOf(SignalRefusedException.class)
                    .hasMessageContaining("execution " + ended + " has ended as COMPLETED");
            var template = runtime.context().createProducerTemplate();
            assertThatThrownBy(() -> template.sendBodyAndHeader("direct:by-id", "x", "target", "nobody"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasRootCauseMessage("The signal 'paid' was not sent: there is no execution nobody.");
            assertThatThrownBy(() -> template.sendBodyAndHeader("direct:by-key", "x", "target", "order-8"))
                    .hasRootCauseMessage("The signal 'paid' was not sent: there is no execution of workflow 'job' with"
                            + " the key 'order-8'.");
            assertThatThrownBy(() -> template.sendBody("direct:by-id", "x"))
                    .hasStackTraceContaining("the option 'execution' gave nothing for this message");
        }
    }

    @Test
    void aWorkflowSendsASignalOnceThoughItsStepIsRepeated() throws Exception {
        String sender = """
                - route:
                    id: sender
                    from:
                      uri: workflow:sender
                      parameters: { attempts: 3, backoff: 10ms }
                      steps:
                        - to: "workflow:signal?signal=paid&execution=${header.target}"
                        - to: "effect:sent"
                """;
        try (TestRuntime runtime = waiting.start("- to: \"workflow:await?signal=paid\"", sender)) {
            String id = runtime.start("job", "in", null);
            String senderId = runtime.start("sender", "in", Map.of("target", id), null);
            runtime.completed(senderId);
            runtime.completed(id);
            assertThat(signals(runtime, id)).isOne();
            // As after a crash between the signal and its record: the step runs again, and its target has ended.
            runtime.store().writer().await(session -> {
                session.update("DELETE FROM step_record WHERE execution_id = ?", senderId);
                return session.update("UPDATE execution SET status = 'DEAD_LETTER' WHERE id = ?", senderId);
            });
            runtime.engine().replay(senderId);
            runtime.completed(senderId);
            assertThat(signals(runtime, id)).isOne();
        }
    }

    private static int signals(TestRuntime runtime, String id) {
        return runtime.store()
                .read()
                .fetchOne("SELECT count(*) FROM signal WHERE execution_id = ?", id)
                .get(0, Integer.class);
    }

    @Test
    void javaSendsByKey() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:await?signal=paid\"")) {
            String id = runtime.start("job", "in", "k");
            assertThat(runtime.engine()
                            .signal(Addressee.startedWith("job", "k"), "paid", Map.of("a", 1))
                            .join())
                    .isEqualTo(id);
        }
    }

    @Test
    void aRedeliveryThatSendsASignalOfAnotherNameSendsIt() throws Exception {
        AtomicInteger draws = new AtomicInteger();
        try (TestRuntime runtime = new TestRuntime(folder, new World())
                .bind("draw", (Processor) exchange -> exchange.setVariable("name", draws.incrementAndGet()))
                .bind("failing", (Processor) exchange -> {
                    if (draws.get() == 1) {
                        throw new IOException("not yet");
                    }
                })
                .yaml("job.camel.yaml", """
                        - onException:
                            exception: [ java.io.IOException ]
                            redeliveryPolicy: { maximumRedeliveries: 1, redeliveryDelay: 1 }
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - to: direct:asking
                        - route:
                            id: asking
                            errorHandler: { noErrorHandler: {} }
                            from:
                              uri: direct:asking
                              steps:
                                - process: { ref: draw }
                                - to: "workflow:signal?execution=${header.CamelSeraiExecutionId}&signal=own-${variable.name}"
                                - to: "workflow:await?signal=own-${variable.name}"
                                - process: { ref: failing }
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(draws).hasValue(2);
        }
    }
}
