/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Iterator;

/** A closeable pull iterator over records. Used by one thread at a time. Reading fails with {@link ConnectorException}. */
public interface RecordCursor extends Iterator<DataRecord>, AutoCloseable {

    /** Releases the source. Calling it again does nothing. */
    @Override
    void close();
}
