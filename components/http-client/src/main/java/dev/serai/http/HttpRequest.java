/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/**
 * A request, but for the credentials.
 *
 * @param headers of this request and of the declaration
 * @param timeout for the whole call, or for the wait between two pieces of a streamed one
 * @param streamed whether a successful reply's body comes as a stream, of any length
 */
public record HttpRequest(
        HttpMethod method,
        HttpTarget target,
        MultiMap headers,
        RequestContent content,
        Duration timeout,
        boolean streamed) {

    /** For messages. */
    String shown(Origin base) {
        return method + " " + target.shown(base);
    }
}
