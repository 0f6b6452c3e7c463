/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Records in the order in which they stand in a file. Used by one thread at a time. */
public interface RecordSource extends Closeable {

    /**
     * Reads on.
     *
     * @return the next record's values, or null at the end
     * @throws BadRecordException when a record is bad and those behind it can still be read
     * @throws IOException when nothing more can be read; the message says why, as a sentence without its full stop
     * @throws dev.serai.connector.ConnectorException when nothing more can be read
     */
    Map<String, Object> next() throws IOException, BadRecordException;

    /** The line in which the last record begins, from 1; in a format without lines its number. */
    long line();
}
