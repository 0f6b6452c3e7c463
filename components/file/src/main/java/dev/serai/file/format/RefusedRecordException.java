/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.Serial;

/** A record has no form in the file that is written, and is not the one that was given last. */
public final class RefusedRecordException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long record;

    /**
     * @param record its number, from 1
     * @param reason a sentence that begins small, without its full stop
     */
    public RefusedRecordException(long record, String reason, Throwable cause) {
        super(reason, cause);
        this.record = record;
    }

    long record() {
        return record;
    }
}
