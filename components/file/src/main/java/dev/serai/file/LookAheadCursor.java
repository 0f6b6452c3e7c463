/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;

/** A cursor that reads one record ahead, to know whether there is one. Holds no more than that one. */
abstract class LookAheadCursor implements RecordCursor {

    static final String LINE = "line";

    private final Closeable source;
    private DataRecord next;
    private boolean ended;
    private long records;

    LookAheadCursor(Closeable source) {
        this.source = source;
    }

    /** Reads the next record with {@link #record}, or gives null at the end. */
    abstract DataRecord read();

    /** Makes a record that begins in a line and has the next number. */
    final DataRecord record(Map<String, Object> data, long line) {
        records++;
        String number = Long.toString(records);
        return new DataRecord(number, data, Map.of(LINE, line), null, number);
    }

    @Override
    public final boolean hasNext() {
        if (next == null && !ended) {
            next = read();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public final DataRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The file holds no more records.");
        }
        DataRecord record = next;
        next = null;
        return record;
    }

    @Override
    public final void close() {
        ended = true;
        next = null;
        try {
            source.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost when the system fails to close.
            ended = true;
        }
    }
}
