/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** Keeps what a consumer reports. */
record RecordingExceptionHandler(Queue<Throwable> reported) implements ExceptionHandler {

    @Override
    public void handleException(Throwable exception) {
        reported.add(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        reported.add(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        reported.add(exception);
    }
}
