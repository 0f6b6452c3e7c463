/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why an attempt ended.
 *
 * @param step the key of the step that failed, or null when no step did
 */
public record Failure(String className, String message, String step, String trace) {

    private static final int LONGEST_TRACE = 8_000;

    public static Failure of(Throwable throwable, String step) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        String trace = text.toString();
        return new Failure(
                throwable.getClass().getName(),
                throwable.getMessage() == null ? throwable.getClass().getName() : throwable.getMessage(),
                step,
                trace.length() > LONGEST_TRACE ? trace.substring(0, LONGEST_TRACE) + "…" : trace);
    }
}
