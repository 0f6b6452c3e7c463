/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Around the body of a loop: passes over turns that are recorded, and has those that were done recorded. */
final class LoopTurn extends DelegateAsyncProcessor {

    private final String path;

    LoopTurn(Processor body, String path) {
        super(body);
        this.path = path;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        LoopRun run = LoopRun.of(exchange, path);
        if (run == null) {
            return super.process(exchange, callback);
        }
        if (run.skips()) {
            boolean skipped = run.skip(exchange);
            if (skipped) {
                callback.done(true);
            }
            return skipped;
        }
        return super.process(exchange, sync -> {
            run.turned(exchange);
            callback.done(sync);
        });
    }
}
