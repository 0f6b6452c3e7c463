/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/** A connector whose system holds records that can be read one after another. */
public interface DataConnector extends Connector {

    /**
     * Opens the records of one resource (a file, a table, a collection).
     *
     * @return a cursor that reads as it goes; the caller closes it
     * @throws ConnectorException when the resource does not exist or cannot be read
     */
    RecordCursor stream(StreamRequest request);
}
