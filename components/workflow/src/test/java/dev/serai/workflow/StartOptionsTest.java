/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jooq.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartOptionsTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void theOptionsOfAStartAreEvaluatedForEachMessageAndKept() throws Exception {
        try (TestRuntime runtime = runtime("""
                priority: "${header.rush}", concurrencyKey: "${header.customer}", label.region: "${header.region}",
                label.kind: order, label.empty: "${header.none}", delay: "${header.later}"
                """)) {
            Exchange sent = send(runtime, Map.of("rush", 9, "customer", "acme", "region", "north", "later", "1h"));
            assertThat(sent.getException()).isNull();
            Record row = row(runtime, id(sent));
            assertThat(row.get("priority", Integer.class)).isEqualTo(9);
            assertThat(row.get("concurrency_key", String.class)).isEqualTo("acme");
            assertThat(row.get("labels", String.class)).isEqualTo("{\"kind\":\"order\",\"region\":\"north\"}");
            assertThat(row.get("due_at", Long.class) - row.get("created_at", Long.class))
                    .isBetween(3_590_000L, 3_610_000L);
            assertThat(world.effects()).isEmpty();
        }
    }

    @Test
    void anExecutionBeginsAtItsTimeAlsoWhenTheRuntimeWasRestarted() throws Exception {
        String id;
        // The store's times are whole milliseconds.
        Instant at = Instant.now().plusMillis(1_500).truncatedTo(ChronoUnit.MILLIS);
        try (TestRuntime runtime = runtime("at: \"${header.at}\"")) {
            id = id(send(runtime, Map.of("at", at.toString())));
        }
        world.liveAgain();
        try (TestRuntime runtime = runtime("at: \"${header.at}\"")) {
            assertThat(runtime.completed(id)).isEqualTo("in/done");
            assertThat(new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .summary()
                            .startedAt())
                    .isAfterOrEqualTo(at);
        }
    }

    @Test
    void aKeyWhoseTimeIsOverMayBeUsedAnew() throws Exception {
        try (TestRuntime runtime = runtime("key: \"${body}\", keyRetention: 500ms")) {
            String first = id(send(runtime, Map.of()));
            assertThat(id(send(runtime, Map.of()))).isEqualTo(first);
            await().until(() -> !id(send(runtime, Map.of())).equals(first));
        }
    }

    @Test
    void anOptionThatComesOutWrongFailsTheStartAndOneThatIsAlwaysWrongTheRoute() throws Exception {
        try (TestRuntime runtime = runtime("priority: \"${header.rush}\"")) {
            assertThat(send(runtime, Map.of("rush", "soon")).getException())
                    .hasMessage("workflow:job: the option 'priority' came out as 'soon'. Expected a whole number from"
                            + " 1 to 10.");
        }
        assertThatThrownBy(() -> runtime("priority: 11"))
                .hasStackTraceContaining(
                        "the option 'priority' came out as '11'. Expected a whole number from 1 to 10.");
        assertThatThrownBy(() -> runtime("delay: soon"))
                .hasStackTraceContaining("the option 'delay' came out as 'soon'. Expected a duration such as 90s");
        assertThatThrownBy(() -> runtime("at: tomorrow"))
                .hasStackTraceContaining("the option 'at' came out as 'tomorrow'. Expected a time such as");
        assertThatThrownBy(() -> runtime("at: \"2030-01-01T00:00:00Z\", delay: 1m"))
                .hasStackTraceContaining("workflow:job has both the options 'delay' and 'at'. Give one of them.");
    }

    @Test
    void anApplicationStartsExecutionsInJava() throws Exception {
        try (TestRuntime runtime = runtime("wait: false")) {
            Workflows workflows = Workflows.of(runtime.context());
            StartedExecution started = workflows
                    .start("job")
                    .body("java")
                    .header("tenant", "acme")
                    .key("k-1")
                    .keyRetention(Duration.ofDays(1))
                    .priority(9)
                    .label("region", "north")
                    .concurrencyKey("acme")
                    .at(Instant.now())
                    .execute();
            assertThat(started.isNew()).isTrue();
            assertThat(started.outcome().get(20, TimeUnit.SECONDS).output()).isEqualTo("java/done");
            StartedExecution again =
                    workflows.start("job").body("java").key("k-1").execute();
            assertThat(again.isNew()).isFalse();
            assertThat(again.id()).isEqualTo(started.id());
            assertThat(again.outcome().get(20, TimeUnit.SECONDS).status()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThatThrownBy(() -> workflows.start("jobb").execute())
                    .isInstanceOf(UnrecoverableException.class)
                    .hasMessageContaining("There is no workflow 'jobb'. Did you mean 'job'?");
            assertThatThrownBy(() -> workflows.start("job").priority(0))
                    .hasMessageContaining("A priority is a whole number from 1 to 10");
        }
    }

    private static Record row(TestRuntime runtime, String id) {
        return runtime.store().read().fetchOne("SELECT * FROM execution WHERE id = ?", id);
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader(WorkflowHeaders.EXECUTION_ID, String.class);
    }

    private static Exchange send(TestRuntime runtime, Map<String, Object> headers) {
        return runtime.context()
                .createFluentProducerTemplate()
                .to("direct:trigger")
                .withBody("in")
                .withHeaders(headers)
                .send();
    }

    private TestRuntime runtime(String parameters) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world)
                .yaml("job.camel.yaml", """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - to: "effect:done"
                - route:
                    id: trigger
                    from:
                      uri: direct:trigger
                      steps:
                        - to:
                            uri: workflow:job
                            parameters: { %s }
                """.formatted(parameters.strip().replace("\n", " ")));
        try {
            return runtime.start();
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }
}
