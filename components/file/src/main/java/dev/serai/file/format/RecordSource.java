/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.Closeable;
import java.util.Map;

/** Records in the order in which they stand in a file. Used by one thread at a time. */
interface RecordSource extends Closeable {

    /**
     * Reads on.
     *
     * @return the next record's values, or null at the end
     * @throws BadRecordException when a record is bad and those behind it can still be read
     * @throws dev.serai.connector.ConnectorException when nothing more can be read
     */
    Map<String, Object> next() throws BadRecordException;

    /** The line in which the last record begins, from 1. */
    long line();
}
