/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
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
    @Guarantee(
            eip = {"bean", "enrich", "script", "to", "toD"},
            is = "recorded; what came before is on the disk before it starts")
    @Guarantee(eip = "filter", is = "decides again; its expression must be proven")
    void stepsOneAfterAnother() throws Exception {
        new EveryBorder(folder).bind("mutator", Mutator::new).crash("""
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
    @Guarantee(eip = "choice", is = "decides again; its expressions must be proven")
    @Guarantee(
            eip = {"split", "split parallel", "multicast", "multicast parallel"},
            is = "each branch has records of its own; the aggregation runs again")
    void branchesAndLoops() throws Exception {
        new EveryBorder(folder).bind("mutator", Mutator::new).crash("""
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
    @Guarantee(
            eip = {"doTry", "doCatch", "doFinally", "onException"},
            is = "a recorded failure comes back with its class; redeliveries are recorded")
    void failuresThatTheRouteHandles() throws Exception {
        new EveryBorder(folder).bind("mutator", Mutator::new).crash("""
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

    @Test
    void aFailureInABranchThatTheAggregationStrategyDropsIsNoStrayReplay() throws Exception {
        new EveryBorder(folder)
                .bind("forgiving", () -> (AggregationStrategy) CrashAtEveryBorderTest::forgive)
                .crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - multicast:
                            aggregationStrategy: "#forgiving"
                            steps:
                              - enrich: { constant: "direct:fails", aggregationStrategy: "#concat" }
                        - to: "effect:after"
                        - to: "effect:end"
                - route:
                    id: fails
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: "direct:fails"
                      steps:
                        - doTry:
                            steps: [ { to: "effect:tried" } ]
                            doFinally: { steps: [ { to: "effect:f1" }, { to: "effect:f2?failTimes=99" } ] }
                """);
    }

    @Test
    void aCalledRoutesDoTryEndsTheOuterOneForTheRecipientsAfterIt() throws Exception {
        new EveryBorder(folder).crash("""
                - onException:
                    exception: [java.io.IOException]
                    redeliveryPolicy: { maximumRedeliveries: 2, redeliveryDelay: 1 }
                    steps: [ { to: "effect:gaveUp" } ]
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - doTry:
                            steps:
                              - routingSlip: { constant: "direct:tries,effect:flaky?failTimes=1,effect:fails?failTimes=99" }
                            doCatch:
                              - exception: [java.io.IOException]
                                steps: [ { to: "effect:caught" } ]
                        - to: "effect:end"
                - route:
                    id: tries
                    from:
                      uri: "direct:tries"
                      steps:
                        - doTry:
                            steps: [ { to: "effect:tried" } ]
                            doFinally: { steps: [ { log: done } ] }
                """);
    }

    private static Exchange forgive(Exchange old, Exchange next) {
        next.setException(null);
        return next;
    }

    /** Changes the body from the outside and depends on nothing but it. */
    public static final class Mutator {
        public String change(String body) {
            return body + "/bean";
        }
    }

    @Test
    void aCallThatFailedBeforeAnythingInsideItWasRecorded() throws Exception {
        new EveryBorder(folder)
                .bind("forgiving", () -> (AggregationStrategy) CrashAtEveryBorderTest::forgive)
                .crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - doTry:
                            steps:
                              - to: "direct:fails"
                            doCatch:
                              - exception: [ java.lang.Exception ]
                                steps: [ { to: "effect:caught" } ]
                        - recipientList:
                            constant: "effect:a,direct:fails,direct:fails,effect:b"
                            stopOnException: false
                            aggregationStrategy: "#forgiving"
                        - to: "effect:c"
                        - doTry:
                            steps:
                              - setVariable: { name: called, simple: "fails-${random(1,2)}" }
                              - toD: "direct:${variable.called.split('-')[0]}"
                            doCatch:
                              - exception: [ java.lang.Exception ]
                                steps: [ { to: "effect:caught2" } ]
                        - doTry:
                            steps:
                              - enrich: { simple: "direct:fails" }
                            doCatch:
                              - exception: [ java.lang.Exception ]
                                steps: [ { to: "effect:caught3" } ]
                        - circuitBreaker:
                            steps:
                              - recipientList:
                                  constant: "effect:d,direct:fails"
                                  stopOnException: false
                            onFallback:
                              steps: [ { to: "effect:fallback" } ]
                        - to: "effect:e"
                - route:
                    id: fails
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: "direct:fails"
                      steps:
                        - validate: { simple: "${body} == 'never'" }
                """);
    }

    @Test
    void whatAStepLeavesThatCannotBeRecordedIsGoneForTheStepsAfterItToo() throws Exception {
        Object end = new EveryBorder(folder)
                .bind("leaving", () -> (Processor) exchange -> {
                    exchange.getMessage().setBody("left");
                    exchange.getMessage().setHeader("note", "left");
                    exchange.getMessage().removeHeader("kept");
                    exchange.setVariable("handle", new Object());
                })
                .crash("""
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - setHeader: { name: kept, constant: "kept" }
                                - to: "effect:a"
                                - doTry:
                                    steps:
                                      - process: { ref: leaving }
                                    doCatch:
                                      - exception: [ dev.serai.workflow.value.UnrecordableValueException ]
                                        steps:
                                          - to: "effect:b"
                                - setBody: { simple: "${body} ${header.kept} ${header.note} ${variable.handle}" }
                                - to: "effect:c"
                        """);
        assertThat(end).isEqualTo("in/a/b kept  /c");
    }
}
