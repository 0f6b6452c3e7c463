/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.runtime.http.decision.RouteThread.Reason;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadDecisionTest {

    private static final ConnectorMetadata ASYNCHRONOUS =
            ConnectorMetadata.of("quick", "Quick").asynchronous().build();
    private static final ConnectorMetadata HOLDING =
            ConnectorMetadata.of("slow", "Slow").build();

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setBody: { constant: x }",
                "setBody: { simple: '${body[id]} ${header.x} ${variable.y} ${date:now:yyyy} ${uuid} ${random(3)}' }",
                "setBody: { jsonpath: { expression: $.id, resultType: java.util.Map } }",
                "setBody: { jq: { expression: .id } }",
                "setHeader: { name: x, constant: y }",
                "setHeaders: { headers: [ { name: x, constant: y }, { name: z, simple: '${body}' } ] }",
                "setProperty: { name: x, constant: y }",
                "setVariable: { name: x, header: { expression: y } }",
                "setVariables: { variables: [ { name: x, simple: '${body[a]}' } ] }",
                "removeHeader: { name: x }",
                "removeHeaders: { pattern: 'x*' }",
                "removeProperty: { name: x }",
                "removeVariable: { name: x }",
                "transform: { simple: '${body}' }",
                "filter: { simple: '${body} == 1', steps: [ { stop: {} } ] }",
                "choice: { when: [ { simple: '${body} == 1', steps: [ { stop: {} } ] } ], otherwise: { steps: [ { log: x } ] } }",
                "doTry: { steps: [ { log: x } ], doCatch: [ { exception: [ java.io.IOException ], steps: [ { log: y } ] } ], doFinally: { steps: [ { log: z } ] } }",
                "pipeline: { steps: [ { log: x } ] }",
                "step: { id: x, steps: [ { log: x } ] }",
                "multicast: { steps: [ { log: x }, { log: y } ] }",
                "log: '${body}'",
                "throwException: { exceptionType: java.io.IOException, message: '${body}' }",
                "validate: { simple: '${body} != null' }",
                "setExchangePattern: InOnly",
                "convertBodyTo: { type: String }",
                "convertBodyTo: { type: 'byte[]' }",
                "marshal: { json: {} }",
                "unmarshal: { json: { unmarshalType: java.util.Map } }",
                "delay: { constant: 10 }",
                "to: log:x",
                "to: connector:quick/GET",
                "to: serai-quick:quick/GET",
                "to: { uri: connector:quick/GET, parameters: { endpoint: '/a/{id}', responseType: json } }",
                "to: direct:pure"
            })
    void whatIsKnownNotToBlockRunsOnTheEventLoop(String step) throws Exception {
        assertThat(reasons(route(step) + PURE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bean: { ref: x }|calls Java code",
                "process: { ref: x }|calls Java code",
                "script: { simple: '${body}' }|script",
                "to: http://example.com|'http:' is not known",
                "to: file:out|'file:' is not known",
                "to: sql:select|'sql:' is not known",
                "to: seda:x?waitForTaskToComplete=Always|'seda:' is not known",
                "to: mock:x|'mock:' is not known",
                "to: workflow:x|'workflow:' is not known",
                "to: kamelet:x|'kamelet:' is not known",
                "to: log:x?exchangeFormatter=#formatter|names a bean",
                "to: connector:slow/GET|of type 'slow'",
                "to: connector:nobody/GET|not declared",
                "to: connector:quick/GET?responseType=stream|stream",
                "to: 'connector:{{unknown}}/GET'|no value",
                "to: direct:nobody|no route that is known",
                "to: direct:blocking|calls Java code",
                "to: direct:stopped|waits until its route is started",
                "to: direct:pure?block=false|with options",
                "toD: 'direct:${body}'|only known when a message comes",
                "recipientList: { simple: 'direct:pure' }|only known when a message comes",
                "routingSlip: { simple: 'direct:pure' }|only known when a message comes",
                "dynamicRouter: { simple: 'direct:pure' }|only known when a message comes",
                "wireTap: { uri: direct:pure }|pool of threads",
                "enrich: { constant: direct:pure }|not known",
                "pollEnrich: { constant: file:in }|waits for a message",
                "poll: file:in|waits for a message",
                "split: { simple: '${body}', steps: [ { log: x } ] }|parts",
                "loop: { constant: 3, steps: [ { log: x } ] }|rounds",
                "aggregate: { correlationExpression: { constant: x }, aggregationStrategy: x, completionSize: 2, steps: [ { log: x } ] }|not known",
                "resequence: { expression: { constant: x }, steps: [ { log: x } ] }|not known",
                "idempotentConsumer: { constant: x, idempotentRepository: x, steps: [ { log: x } ] }|not known",
                "loadBalance: { roundRobinLoadBalancer: {}, steps: [ { to: direct:pure } ] }|not known",
                "circuitBreaker: { steps: [ { log: x } ] }|until its steps have ended",
                "throttle: { constant: 3 }|holds what comes too fast",
                "delay: { constant: 10, asyncDelayed: false }|asyncDelayed: true",
                "delay: { method: { ref: x } }|the language 'bean'",
                "threads: { poolSize: 2 }|not known",
                "sort: { simple: '${body}' }|not known",
                "claimCheck: { operation: Push }|not known",
                "sample: {}|not known",
                "multicast: { parallelProcessing: true, steps: [ { log: x } ] }|pool of threads",
                "multicast: { aggregationStrategy: x, steps: [ { log: x } ] }|calls Java code",
                "setBody: { simple: '${bean:x}' }|function 'bean'",
                "setBody: { simple: '${ref:x}' }|function 'ref'",
                "setBody: { simple: '${properties:x}' }|function 'properties'",
                "setBody: { simple: '${hostName}' }|function 'hostName'",
                "setBody: { simple: '${camelContext.stop}' }|function 'camelContext'",
                "setBody: { simple: '${uuid(own)}' }|function 'uuid'",
                "setBody: { simple: 'resource:file:x.txt' }|from a file",
                "setBody: { constant: 'resource:file:x.txt' }|from a file",
                "setBody: { method: { ref: x } }|the language 'bean'",
                "setBody: { xpath: { expression: /a } }|the language 'xpath'",
                "setBody: { simple: { expression: '${body}', resultType: org.example.Thing } }|not Java's own",
                "setHeader: { name: '${body}', constant: x }|name of the header",
                "setHeader: { name: CamelSeraiResponseType, constant: stream }|stream",
                "setHeaders: { headers: [ { name: x, constant: y }, { name: z, simple: '${bean:x}' } ] }|function 'bean'",
                "setVariables: { variables: [ { name: x, simple: '${bean:x}' } ] }|function 'bean'",
                "filter: { simple: '${bean:x}', steps: [ { log: x } ] }|function 'bean'",
                "filter: { simple: '${body}', steps: [ { bean: { ref: x } } ] }|calls Java code",
                "choice: { when: [ { simple: '${bean:x}', steps: [ { log: x } ] } ] }|function 'bean'",
                "choice: { when: [ { simple: '${body}', steps: [ { log: x } ] } ], otherwise: { steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "doTry: { steps: [ { log: x } ], doCatch: [ { exception: [ java.io.IOException ], steps: [ { bean: { ref: x } } ] } ] }|calls Java code",
                "doTry: { steps: [ { log: x } ], doFinally: { steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "log: '${bean:x}'|function 'bean'",
                "log: { message: x, logger: '#x' }|logger",
                "validate: { method: { ref: x } }|the language 'bean'",
                "convertBodyTo: { type: org.example.Thing }|not Java's own",
                "unmarshal: { json: { unmarshalType: org.example.Thing } }|code that is not known",
                "unmarshal: { json: { library: Gson } }|code that is not known",
                "marshal: { csv: {} }|data format",
                "marshal: { json: { objectMapper: x } }|code that is not known"
            })
    void whatMayBlockRunsOnAWorkerAndSaysWhy(String stepAndReason) throws Exception {
        int bar = stepAndReason.lastIndexOf('|');

        List<Reason> reasons = reasons(route(stepAndReason.substring(0, bar)) + PURE + BLOCKING + STOPPED);

        assertThat(reasons).hasSize(1);
        assertThat(reasons.get(0).sentence()).contains(stepAndReason.substring(bar + 1));
        assertThat(reasons.get(0).line()).isPositive();
    }

    private static final String PURE = """
            - route: { id: pure, from: { uri: direct:pure, steps: [ { log: x } ] } }
            """;
    private static final String BLOCKING = """
            - route: { id: other, from: { uri: direct:blocking, steps: [ { bean: { ref: x } } ] } }
            """;
    private static final String STOPPED = """
            - route: { id: stopped, autoStartup: false, from: { uri: direct:stopped, steps: [ { log: x } ] } }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onException: { onException: { exception: [ java.io.IOException ], steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "onException: { onException: { exception: [ java.io.IOException ], redeliveryPolicy: { maximumRedeliveries: 2 } } }|between redeliveries",
                "onException: { onException: { exception: [ java.io.IOException ], onRedeliveryRef: x } }|calls Java code",
                "onException: { onException: { exception: [ java.io.IOException ], handled: { method: { ref: x } } } }|the language 'bean'",
                "onCompletion: { onCompletion: { steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "onCompletion: { onCompletion: { parallelProcessing: true, steps: [ { log: x } ] } }|pool of threads",
                "intercept: { intercept: { steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "interceptFrom: { interceptFrom: { steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "interceptSendToEndpoint: { interceptSendToEndpoint: { uri: 'direct:*', steps: [ { bean: { ref: x } } ] } }|calls Java code",
                "errorHandler: { errorHandler: { defaultErrorHandler: { redeliveryPolicy: { maximumRedeliveries: 3 } } } }|between redeliveries",
                "errorHandler: { errorHandler: { defaultErrorHandler: { onPrepareFailureRef: x } } }|calls Java code",
                "errorHandler: { errorHandler: { deadLetterChannel: { deadLetterUri: 'file:dead' } } }|'file:' is not known"
            })
    void whatComesWithEveryRouteOfAFileIsAPartOfTheDecision(String elementAndReason) throws Exception {
        int bar = elementAndReason.lastIndexOf('|');
        String element = elementAndReason.substring(0, bar);
        String inner = element.substring(element.indexOf('{') + 1, element.lastIndexOf('}'))
                .trim();

        List<Reason> reasons = reasons("- " + inner + "\n" + route("log: x"));

        assertThat(reasons).isNotEmpty();
        assertThat(reasons.get(0).sentence()).contains(elementAndReason.substring(bar + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onException: { exception: [ java.io.IOException ], handled: { constant: true }, steps: [ { setBody: { simple: '${exception.message}' } } ] }",
                "onException: { exception: [ java.io.IOException ], redeliveryPolicy: { maximumRedeliveries: 2, asyncDelayedRedelivery: true } }",
                "onCompletion: { steps: [ { log: x } ] }",
                "intercept: { steps: [ { log: x } ] }",
                "errorHandler: { noErrorHandler: {} }",
                "errorHandler: { deadLetterChannel: { deadLetterUri: 'log:dead' } }"
            })
    void whatComesWithEveryRouteOfAFileMayLeaveTheThreadFree(String element) throws Exception {
        assertThat(reasons("- " + element + "\n" + route("log: x"))).isEmpty();
    }

    @Test
    void aRouteConfigurationIsAPartOfTheDecision() throws Exception {
        assertThat(reasons("""
                - routeConfiguration:
                    onException:
                      - onException: { exception: [ java.io.IOException ], steps: [ { bean: { ref: x } } ] }
                """ + route("log: x")))
                .extracting(Reason::sentence)
                .containsExactly("'bean' may block: it calls Java code.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "useStreaming=true|as it comes",
                "useBodyHandler=false|as it comes",
                "headerFilterStrategy=#x|names a bean"
            })
    void theEndpointIsAPartOfTheDecision(String optionAndReason) throws Exception {
        int bar = optionAndReason.lastIndexOf('|');

        assertThat(reasons(route("log: x")
                        .replace("platform-http:/x", "platform-http:/x?" + optionAndReason.substring(0, bar))))
                .extracting(Reason::sentence)
                .singleElement()
                .asString()
                .contains(optionAndReason.substring(bar + 1));
    }

    @Test
    void routesThatCallEachOtherInACircleAreJudgedOnce() throws Exception {
        assertThat(reasons(route("to: direct:a") + """
                - route: { from: { uri: direct:a, steps: [ { to: direct:b } ] } }
                - route: { from: { uri: direct:b, steps: [ { to: direct:a }, { bean: { ref: x } } ] } }
                """))
                .extracting(Reason::sentence)
                .containsExactly("'bean' may block: it calls Java code.");
    }

    @Test
    void everyStepThatMayBlockIsNamedWithItsLine() throws Exception {
        RouteThread thread = decide("""
                - route:
                    id: x
                    from:
                      uri: platform-http:/x
                      steps:
                        - log: y
                        - bean:
                            ref: y
                        - script:
                            simple: z
                """);

        assertThat(thread.onEventLoop()).isFalse();
        assertThat(thread.reasons().stream().map(Reason::toString).collect(Collectors.joining("\n")))
                .isEqualTo("""
                        x.camel.yaml:7: 'bean' may block: it calls Java code.
                        x.camel.yaml:9: 'script' may block: a script may do anything.""");
    }

    @Test
    void aLambdaInAJavaRouteMayBlock() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/x")
                        .process((Processor) exchange -> exchange.getMessage().setBody("x"));
            }
        });

        assertThat(decided().onEventLoop()).isFalse();
    }

    @Test
    void aJavaRouteOfStepsThatAreKnownRunsOnTheEventLoop() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/x").setBody(simple("${body}")).to("connector:quick/GET?endpoint=/a");
            }
        });

        assertThat(decided().reasons()).isEmpty();
    }

    @Test
    void streamsThatAreKeptOnTheDiskBlock() throws Exception {
        context.getStreamCachingStrategy().setSpoolEnabled(true);

        assertThat(reasons(route("marshal: { json: {} }")))
                .extracting(Reason::sentence)
                .singleElement()
                .asString()
                .contains("the disk");
    }

    @Test
    void whatAWorkspaceAddsToEveryExchangeBlocks() throws Exception {
        InterceptStrategy ofAWorkspace = (InterceptStrategy) Proxy.newProxyInstance(
                InterceptStrategy.class.getClassLoader(),
                new Class<?>[] {InterceptStrategy.class},
                (proxy, method, arguments) -> null);
        context.getCamelContextExtension().getInterceptStrategies().add(ofAWorkspace);

        assertThat(reasons(route("log: x")))
                .extracting(Reason::sentence)
                .singleElement()
                .asString()
                .startsWith("The intercept strategy");
    }

    private static String route(String step) {
        return """
                - route:
                    id: x
                    from:
                      uri: platform-http:/x
                      steps:
                        - %s
                """.formatted(step);
    }

    private List<Reason> reasons(String yaml) throws Exception {
        return decide(yaml).reasons();
    }

    private RouteThread decide(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("x.camel.yaml", yaml));
        return decided();
    }

    private RouteThread decided() {
        ThreadDecision decision = new ThreadDecision(context, name -> switch (name) {
            case "quick" -> Optional.of(ASYNCHRONOUS);
            case "slow" -> Optional.of(HOLDING);
            default -> Optional.empty();
        });
        return decision.decide(decision.httpRoutes().get(0));
    }
}
