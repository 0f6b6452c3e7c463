/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.StepSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangeProperties;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What recipientList, routingSlip and dynamicRouter send is recorded for each recipient. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RecipientsTest {

    private static final String SUB = """
            - route:
                id: sub
                from: { uri: "direct:sub", steps: [ { to: "effect:sub1" }, { to: "effect:sub2?async=true" } ] }
            """;

    @TempDir
    Path folder;

    @Test
    @Guarantee(eip = "recipientList", is = "each recipient is recorded; who they are, too, unless that is proven")
    void aRecipientList() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - recipientList:
                            constant: "direct:sub, effect:one,direct:sub"
                            aggregationStrategy: "#concat"
                        - recipientList:
                            simple: "nosuch:x,effect:two${random(3,4)}"
                            ignoreInvalidEndpoints: true
                        - setBody: { constant: "p" }
                        - recipientList:
                            constant: "direct:sub;effect:one?async=true;effect:two"
                            delimiter: ";"
                            parallelProcessing: true
                            aggregationStrategy: "#sorted"
                        - to: "effect:end"
                """ + SUB);
        assertThat(end).isEqualTo("p/one+p/sub1/sub2+p/two/end");
    }

    @Test
    @Guarantee(eip = "routingSlip", is = "each stop is recorded; the slip, too, unless it is proven")
    void aRoutingSlip() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - split:
                            constant: "a,b"
                            aggregationStrategy: "#concat"
                            steps:
                              - routingSlip: { simple: "direct:sub,effect:${body}?async=true,direct:sub" }
                        - setVariable: { name: slip, constant: "effect:x;direct:sub" }
                        - routingSlip: { variable: "slip", uriDelimiter: ";" }
                        - routingSlip: { simple: "effect:r${random(5,6)},effect:last" }
                """ + SUB);
        assertThat(end).asString().endsWith("/r5/last").contains("b/sub1/sub2/b/sub1/sub2");
    }

    @Test
    @Guarantee(eip = "dynamicRouter", is = "each turn's choice is recorded with what it changed, and each recipient")
    void aDynamicRouter() throws Exception {
        Object end = new EveryBorder(folder).bind("router", Router::new).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - to: "effect:start"
                        - dynamicRouter: { method: { ref: router, method: next } }
                        - to: "effect:end"
                """ + SUB);
        assertThat(end).isEqualTo("in/start/sub1/sub2/one/two/sub1/sub2/end");
    }

    @Test
    void whatTheExpressionGaveIsGivenBack() throws Exception {
        World world = new World();
        AtomicInteger asked = new AtomicInteger();
        String yaml = """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - recipientList: { method: { ref: chooser } }
                        - routingSlip: { method: { ref: chooser } }
                        - to: "workflow:sleep?duration=50ms"
                        - to: "effect:end"
                """;
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("chooser", new Chooser(asked))
                .yaml("job.camel.yaml", yaml)
                .start()) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            assertThat(asked).hasValue(2);
            assertThat(world.names()).hasSize(3).doesNotHaveDuplicates();
            assertThat(new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .steps())
                    .extracting(StepSummary::step)
                    .contains(
                            "job/recipientList1@1>job/recipientList1/recipients@1",
                            "job/recipientList1@1#0>job/recipientList1/recipient@1",
                            "job/routingSlip1/recipients@1",
                            "job/routingSlip1/recipient@1");
        }
    }

    @Test
    void aRecipientThatFailsIsRedeliveredAloneAndTheNextAttemptGoesOnThere() throws Exception {
        World world = new World();
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - onException:
                            exception: [java.io.IOException]
                            redeliveryPolicy: { maximumRedeliveries: 2, redeliveryDelay: 1 }
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { attempts: 2, backoff: 10ms }
                              steps:
                                - recipientList: { constant: "effect:a,effect:b?failTimes=2,effect:c", stopOnException: true }
                                - to: "effect:end"
                        """).start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(world.names()).containsExactly("a", "b", "c", "end");
        }
    }

    @Test
    void moreRecipientsThanTheCacheHoldsAreAllSentTo() throws Exception {
        World world = new World();
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - recipientList:
                                    constant: "effect:a,effect:b,effect:c,effect:d,effect:e"
                                    parallelProcessing: true
                                    cacheSize: 2
                                - to: "effect:end"
                        """).start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(world.names()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "end");
        }
    }

    @Test
    void aRecipientOfADynamicRouterThatFailsIsTheOneThatIsTriedAgain() throws Exception {
        World world = new World();
        AtomicInteger tries = new AtomicInteger();
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("router", new Router())
                .bind("flaky", (Processor) exchange -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new java.io.IOException("not yet");
                    }
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { attempts: 2, backoff: 10ms }
                              steps:
                                - doTry:
                                    steps:
                                      - to: "effect:begin"
                                    doFinally:
                                      steps:
                                        - dynamicRouter: { method: { ref: router, method: next } }
                                - to: "effect:end"
                        - route:
                            id: sub
                            errorHandler: { noErrorHandler: {} }
                            from: { uri: "direct:sub", steps: [ { process: { ref: flaky } }, { to: "effect:sub" } ] }
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(world.names()).containsExactly("begin", "sub", "one", "two", "sub", "end");
        }
    }

    @Test
    void aDynamicRouterIsNotAskedAgainAfterAFailure() throws Exception {
        World world = new World();
        AtomicInteger asked = new AtomicInteger();
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("failing", (Processor) exchange -> {
                    throw new java.io.IOException("no");
                })
                .bind("chooser", new Chooser(asked, "direct:sub"))
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - doTry:
                                    steps:
                                      - dynamicRouter: { method: { ref: chooser } }
                                    doCatch:
                                      - exception: [java.io.IOException]
                                        steps:
                                          - to: "effect:caught"
                                - to: "workflow:sleep?duration=10ms"
                                - to: "effect:end"
                        - route:
                            id: sub
                            errorHandler: { noErrorHandler: {} }
                            from: { uri: "direct:sub", steps: [ { process: { ref: failing } } ] }
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(asked).hasValue(1);
            assertThat(world.names()).containsExactly("caught", "end");
        }
    }

    @Test
    void recipientsThatAnInterceptNamesHaveThePlaceOfTheRouteThatIsIntercepted() throws Exception {
        try (TestRuntime runtime =
                new TestRuntime(folder, new World()).yaml("job.camel.yaml", """
                        - intercept:
                            steps: [ { recipientList: { simple: "effect:${routeId}" } } ]
                        - route:
                            id: job
                            from: { uri: "workflow:job", steps: [ { to: "direct:sub" }, { to: "effect:end" } ] }
                        - route:
                            id: sub
                            from: { uri: "direct:sub", steps: [ { to: "effect:in" } ] }
                        """).start()) {
            String id = runtime.start("job", "x", null);
            runtime.completed(id);
            List<String> steps = runtime.store()
                    .read()
                    .fetch("SELECT step FROM step_record WHERE execution_id = ?", id)
                    .getValues("step", String.class);
            assertThat(steps)
                    .filteredOn(step -> step.endsWith("recipient@1"))
                    .isNotEmpty()
                    .allMatch(step -> {
                        String route = step.contains("sub/intercept") ? "sub" : "job";
                        return step.endsWith(">" + route + "/intercept1/recipientList1/recipient@1");
                    });
        }
    }

    @Test
    void aRouteThatIsNoWorkflowSendsAsCamelDoes() throws Exception {
        World world = new World();
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - route:
                            id: plain
                            from:
                              uri: direct:plain
                              steps:
                                - recipientList: { constant: "direct:sub,effect:a" }
                                - routingSlip: { constant: "direct:sub,effect:b" }
                        """ + SUB).start()) {
            runtime.context().createProducerTemplate().requestBody("direct:plain", "in");
            assertThat(world.names()).containsExactly("sub1", "sub2", "a", "sub1", "sub2", "b");
        }
    }

    /** Chooses anew each time it is asked, unless it always chooses the same. */
    public static final class Chooser {
        private final AtomicInteger asked;
        private final String always;

        Chooser(AtomicInteger asked) {
            this(asked, null);
        }

        Chooser(AtomicInteger asked, String always) {
            this.asked = asked;
            this.always = always;
        }

        public String choose() {
            asked.incrementAndGet();
            return always == null ? "effect:" + UUID.randomUUID() : always;
        }
    }

    /** Counts its turns in the exchange, as Camel's manual shows it. */
    public static final class Router {
        public String next(@ExchangeProperties Map<String, Object> properties) {
            int turn = (int) properties.getOrDefault("turn", 0) + 1;
            properties.put("turn", turn);
            return switch (turn) {
                case 1, 3 -> "direct:sub";
                case 2 -> "effect:one,effect:two";
                default -> null;
            };
        }
    }
}
