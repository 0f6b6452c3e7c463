/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.Serial;

/** A record goes on for longer than is read into memory. */
final class RecordTooLargeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    RecordTooLargeException(long maxRecordSize) {
        super("it has no end within " + maxRecordSize + " characters ('maxRecordSize')");
    }
}
