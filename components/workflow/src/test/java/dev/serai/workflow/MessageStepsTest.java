/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that work on the message alone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MessageStepsTest {

    @TempDir
    Path folder;

    @Test
    @Guarantee(
            eip = {"setBody", "setHeader", "setHeaders", "setProperty", "setVariable", "setVariables", "transform"},
            is = "runs again when its expression is proven to give the same; recorded otherwise")
    @Guarantee(
            eip = {
                "convertBodyTo", "convertHeaderTo", "convertVariableTo", "log", "marshal", "removeHeader",
                "removeHeaders", "removeProperties", "removeProperty", "removeVariable", "setExchangePattern",
                        "unmarshal"
            },
            is = "runs again: it gives the same from the same message")
    @Guarantee(
            eip = {"sort", "validate"},
            is = "runs again; its expression must be proven")
    @Guarantee(eip = "process", is = "recorded; what came before is on the disk before it starts")
    @Guarantee(eip = "throwException", is = "runs again: it fails in each replay")
    void theyLeaveTheSameMessageOnReplay() throws Exception {
        Object end = new EveryBorder(folder)
                .bind("reversing", Reversing::new)
                .bind("adding", () -> (Processor) exchange ->
                        exchange.getMessage().setBody(exchange.getMessage().getBody(String.class) + "!"))
                .crash("""
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - setHeader: { name: random, simple: "${random(1,1000000)}" }
                                - setVariable: { name: random, simple: "${header.random}" }
                                - setHeaders: { headers: [ { name: h1, constant: "1" }, { name: h2, simple: "${uuid}" } ] }
                                - setVariables: { variables: [ { name: v1, constant: "7" } ] }
                                - setProperty: { name: p1, simple: "${header.h2}" }
                                - setProperty: { name: p2, constant: "x" }
                                - convertHeaderTo: { name: h1, type: "java.lang.Integer" }
                                - convertVariableTo: { name: v1, type: "java.lang.Integer" }
                                - to: "effect:a"
                                - filter:
                                    simple: "${header.random} == ${variable.random} && ${header.h2} == ${exchangeProperty.p1}"
                                    steps:
                                      - to: "effect:same"
                                - removeHeader: { name: h2 }
                                - removeHeaders: { pattern: "random" }
                                - removeProperty: { name: p1 }
                                - removeProperties: { pattern: "p*" }
                                - removeVariable: { name: random }
                                - setExchangePattern: InOut
                                - log: "${body}"
                                - transform: { simple: "${body}-${header.h2}-${header.h1}" }
                                - marshal: { custom: { ref: reversing } }
                                - unmarshal: { custom: { ref: reversing } }
                                - convertBodyTo: { type: "java.lang.String" }
                                - validate: { simple: "${body} contains 'same'" }
                                - process: { ref: adding }
                                - doTry:
                                    steps:
                                      - throwException: { exceptionType: "java.io.IOException", message: "no" }
                                    doCatch:
                                      - exception: [java.io.IOException]
                                        steps:
                                          - to: "effect:caught"
                                - setBody: { simple: "c,${body},b" }
                                - sort: { tokenize: { token: "," } }
                                - split:
                                    simple: "${body}"
                                    aggregationStrategy: "#concat"
                                    steps:
                                      - to: "effect:each"
                        """);
        assertThat(end).isEqualTo("b/each+c/each+in/a/same--1!/caught/each");
    }

    /** Turns text round, so that to and fro is the same text again. */
    private static final class Reversing extends ServiceSupport implements DataFormat {
        @Override
        public void marshal(Exchange exchange, Object body, OutputStream out) throws Exception {
            out.write(reversed(exchange.getContext().getTypeConverter().convertTo(String.class, exchange, body)));
        }

        @Override
        public Object unmarshal(Exchange exchange, InputStream in) throws Exception {
            return reversed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        private static byte[] reversed(String text) {
            return new StringBuilder(text).reverse().toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
