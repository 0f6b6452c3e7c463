/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.concurrent.CompletionStage;

/** A connector whose system holds records that can be read page by page and one after another. */
public interface DataConnector extends Connector {

    /**
     * Reads a page of records. Routes reach it by the operation that {@link DataOperations#fetch()} describes.
     *
     * @return completes with the page, or exceptionally with a {@link ConnectorException}
     */
    CompletionStage<FetchResponse> fetch(FetchRequest request);

    /**
     * Reads a page of records for a route, whose message may fill what the request leaves open, such as a
     * {@code {param}}.
     *
     * @return completes with the page, or exceptionally with a {@link ConnectorException}
     */
    default CompletionStage<FetchResponse> fetch(FetchRequest request, ExecutionContext context) {
        return fetch(request);
    }

    /**
     * Opens the records of one resource (a file, a table, a collection).
     *
     * @return a cursor that reads as it goes; the caller closes it
     * @throws ConnectorException when the resource does not exist or cannot be read
     */
    RecordCursor stream(StreamRequest request);
}
