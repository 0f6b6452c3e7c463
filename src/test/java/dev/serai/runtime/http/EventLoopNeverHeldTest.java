/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes block in every way that a route can, and no event loop is held for fifty milliseconds. */
class EventLoopNeverHeldTest {

    /** Holds its thread for 150 milliseconds, as a bean, a processor, a predicate and an aggregation strategy. */
    private static final String HOLDER = """
            import java.util.concurrent.CountDownLatch;
            import java.util.concurrent.TimeUnit;
            import org.apache.camel.AggregationStrategy;
            import org.apache.camel.BindToRegistry;
            import org.apache.camel.Exchange;
            import org.apache.camel.Predicate;
            import org.apache.camel.Processor;
            import org.apache.camel.builder.RouteBuilder;

            @BindToRegistry("holder")
            public class Holder implements Processor, AggregationStrategy {

                public String hold() {
                    try {
                        return new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS) ? "no" : "true";
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void process(Exchange exchange) {
                    hold();
                }

                @Override
                public Exchange aggregate(Exchange before, Exchange next) {
                    hold();
                    return next;
                }
            }
            """;

    private static final String JAVA_ROUTES = """
            import org.apache.camel.builder.RouteBuilder;

            public class Lambdas extends RouteBuilder {

                @Override
                public void configure() {
                    from("platform-http:/lambda").process(exchange -> new Holder().hold());
                    from("platform-http:/custom-predicate").filter(exchange -> new Holder().hold().equals("true")).log("x").end();
                    from("platform-http:/bean-in-simple").setBody(simple("${bean:holder?method=hold}"));
                    from("platform-http:/bean-in-log").log("${bean:holder?method=hold}");
                    from("platform-http:/custom-expression").setBody(exchange -> (Object) new Holder().hold());
                }
            }
            """;

    private static final String ROUTES = """
            - onException:
                exception: [ java.io.IOException ]
                redeliveryPolicy: { maximumRedeliveries: 1, redeliveryDelay: 150 }
                handled: { constant: true }
            - route: { from: { uri: "platform-http:/redelivery", steps: [ { throwException: { exceptionType: java.io.IOException, message: x } } ] } }
            """;

    private static final List<String> STEPS = List.of(
            "bean: { ref: holder, method: hold }",
            "process: { ref: holder }",
            "delay: { constant: 150, asyncDelayed: false }",
            "delay: { constant: 150 }",
            "setBody: { method: { ref: holder, method: hold } }",
            "script: { java: 'new java.util.concurrent.CountDownLatch(1).await(150, java.util.concurrent.TimeUnit.MILLISECONDS);' }",
            "filter: { method: { ref: holder, method: hold }, steps: [ { log: x } ] }",
            "validate: { method: { ref: holder, method: hold } }",
            "to: direct:holding",
            "toD: 'direct:${header.where}'",
            "recipientList: { constant: direct:holding }",
            "routingSlip: { constant: direct:holding }",
            "enrich: { constant: direct:holding }",
            "enrich: { constant: direct:free, aggregationStrategy: holder }",
            "pollEnrich: { constant: 'seda:empty', timeout: 150 }",
            "poll: { uri: 'seda:empty', timeout: 150 }",
            "to: 'seda:holding?waitForTaskToComplete=Always'",
            "wireTap: { uri: direct:holding }",
            "multicast: { aggregationStrategy: holder, steps: [ { to: direct:free }, { to: direct:free } ] }",
            "multicast: { parallelProcessing: true, synchronous: true, steps: [ { to: direct:holding } ] }",
            "split: { constant: 'a,b', delimiter: ',', aggregationStrategy: holder, steps: [ { to: direct:free } ] }",
            "loop: { constant: 2, steps: [ { bean: { ref: holder, method: hold } } ] }",
            "doTry: { steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: x } } ], doCatch: [ { exception: [ java.lang.IllegalStateException ], steps: [ { bean: { ref: holder, method: hold } } ] } ] }",
            "choice: { when: [ { constant: 'true', steps: [ { bean: { ref: holder, method: hold } } ] } ] }",
            "threads: { poolSize: 1, maxPoolSize: 1, maxQueueSize: 1, rejectedPolicy: CallerRuns }",
            "to: 'file:out?fileName=x.txt'",
            "to: 'http://127.0.0.1:{{camel.server.port}}/held?bridgeEndpoint=true'",
            "to: { uri: connector:self/GET, parameters: { endpoint: /held } }",
            "to: { uri: connector:files/write, parameters: { path: x.txt } }",
            "to: { uri: connector:database/query, parameters: { sql: 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) from n' } }",
            "to: kamelet:hold");

    @TempDir
    private Path folder;

    private HttpWorkspace workspace;

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void noEventLoopIsHeldByAnyRoute() {
        StringBuilder routes = new StringBuilder(ROUTES);
        for (int i = 0; i < STEPS.size(); i++) {
            routes.append(route("r" + i, "/r" + i, STEPS.get(i)));
        }
        routes.append(route("held", "/held", "bean: { ref: holder, method: hold }"))
                .append(
                        "- route: { from: { uri: direct:holding, steps: [ { bean: { ref: holder, method: hold } } ] } }\n")
                .append("- route: { from: { uri: direct:free, steps: [ { log: x } ] } }\n")
                .append(
                        "- route: { from: { uri: seda:holding, steps: [ { bean: { ref: holder, method: hold } } ] } }\n");
        start(routes.toString(), "");
        // What is loaded and compiled at the first call holds an event loop too, but that is no route's doing.
        callAll();
        callAll();
        workspace.watchEventLoops();

        callAll();

        assertThat(workspace.heldEventLoops()).isEmpty();
    }

    @Test
    void theCheckerSpeaksWhenARouteThatBlocksIsPutOnTheEventLoop() {
        start(route("held", "/held", "bean: { ref: holder, method: hold }"), "serai.http.threads.held=event-loop\n");
        workspace.watchEventLoops();

        assertThat(workspace.get("/held").body()).isEqualTo("true");

        await().untilAsserted(() -> assertThat(workspace.heldEventLoops()).anyMatch(stack -> stack.contains("Holder")));
    }

    private void callAll() {
        for (int i = 0; i < STEPS.size(); i++) {
            HttpResponse<String> reply = workspace.send(
                    workspace.request("/r" + i).header("where", "holding").build());
            assertThat(reply.statusCode())
                    .as(STEPS.get(i) + ": " + reply.body())
                    .isIn(200, 204);
        }
        for (String path : List.of(
                "/redelivery",
                "/lambda",
                "/custom-predicate",
                "/custom-expression",
                "/bean-in-simple",
                "/bean-in-log")) {
            assertThat(workspace.get(path).statusCode()).as(path).isIn(200, 204);
        }
    }

    private void start(String routes, String properties) {
        workspace = new HttpWorkspace(folder);
        workspace
                .file("Holder.java", HOLDER)
                .file("Lambdas.java", JAVA_ROUTES)
                .file("routes.camel.yaml", routes)
                .file("kamelets/hold.kamelet.yaml", """
                        apiVersion: camel.apache.org/v1
                        kind: Kamelet
                        metadata: { name: hold }
                        spec:
                          definition: { title: hold }
                          template:
                            from:
                              uri: kamelet:source
                              steps:
                                - bean: { ref: holder, method: hold }
                        """)
                .file("connectors.yaml", """
                        connectors:
                          - name: self
                            type: rest
                            connection: { url: "http://127.0.0.1:%d" }
                          - name: files
                            type: file
                            connection: { directory: out }
                          - name: database
                            type: sql
                            connection: { url: "jdbc:sqlite:x.db" }
                        """.formatted(workspace.port()))
                .properties(properties)
                .start();
    }

    private static String route(String id, String path, String step) {
        return "- route: { id: " + id + ", from: { uri: 'platform-http:" + path
                + "?muteException=false&matchOnUriPrefix=true', steps: [ { " + step + " } ] } }\n";
    }
}
