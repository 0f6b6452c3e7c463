/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/**
 * A data connector whose records are read page by page only. Its streams are made of its pages: each is fetched through
 * the connector's pipeline, so that limits hold for it and a page that failed is tried again alone. A record of a page may
 * have a position: the cursor of the page that begins after it. A stream then goes on after that record also when others
 * of its page are gone; otherwise it counts through the page.
 */
public interface PagedConnector extends DataConnector {

    /**
     * The first page of a stream.
     *
     * @return without a cursor; {@link FetchResponse#nextCursor()} leads on
     */
    FetchRequest firstPage(StreamRequest request);

    /** How many pages one opening of a stream reads at most. */
    int maxPages();

    /** Not called: a declared connector reads the pages. */
    @Override
    default RecordCursor stream(StreamRequest request) {
        throw new UnsupportedOperationException("The records of pages are read through the pipeline.");
    }
}
