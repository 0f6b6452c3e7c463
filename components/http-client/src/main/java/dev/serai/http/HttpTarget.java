/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

/**
 * Whom a request reaches, and what it asks for.
 *
 * @param uri path and query, as they stand in a request line
 */
public record HttpTarget(Origin origin, String uri) {

    /** For messages: without the query, which may hold what nobody should read. */
    String shown(Origin base) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        return origin.equals(base) ? path : origin + path;
    }
}
