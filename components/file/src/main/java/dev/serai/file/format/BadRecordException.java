/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.Serial;

/** One record cannot be read; those behind it can. */
public final class BadRecordException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String raw;

    /**
     * @param line from 1
     * @param reason a sentence that begins small and says what to do
     * @param raw the record as it stands in the file
     */
    public BadRecordException(long line, String reason, String raw, Throwable cause) {
        super(reason, cause);
        this.line = line;
        this.raw = raw;
    }

    long line() {
        return line;
    }

    String raw() {
        return raw;
    }
}
