/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that calls nothing outside: it leaves a new text of 200 bytes, so that there is a result to record. */
public final class LocalFunction implements Processor {

    static final String BODY = "x".repeat(200);

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(BODY.substring(8) + String.format("%08x", System.nanoTime() & 0xffffffffL));
    }
}
