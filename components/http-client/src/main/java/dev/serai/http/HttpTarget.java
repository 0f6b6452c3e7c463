/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.util.Map;

/**
 * Whom a request reaches, and what it asks for.
 *
 * @param uri path and query, as they stand in a request line
 */
public record HttpTarget(Origin origin, String uri) {

    /** The same with more parameters at the end of the query; what is null is left out. */
    public HttpTarget with(Map<String, ?> parameters) {
        return new HttpTarget(origin, RequestTarget.with(uri, parameters));
    }

    /** For messages: without the query, which may hold what nobody should read. */
    String shown(Origin base) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        return origin.equals(base) ? path : origin + path;
    }
}
