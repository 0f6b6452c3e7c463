/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.configuration.Option;
import dev.serai.http.HttpConnection;
import dev.serai.http.HttpOptions;

/** What a declaration of type {@code rest} says. */
record RestConfiguration(
        @Option("Which API, and as whom.") HttpConnection connection,

        @Option("How calls are made.") HttpOptions options,

        @Option("How the API gives long lists: for fetch and stream.")
        PaginationSettings pagination,

        @Option(
                "An OpenAPI document (3.0 or 3.1), a file or URL: each of its operations that has an operationId becomes one"
                        + " of this connector.")
        String openapi,

        @Option(
                value =
                        "With openapi: whether a successful reply must have a status, a content type and a body that the"
                                + " document describes.",
                defaultValue = "false")
        boolean checkReplies,

        @Option(
                value = "The path under the base URL that a health check asks for: by HEAD, and by GET where HEAD is"
                        + " refused. A status below 500 is up.",
                defaultValue = "/")
        String healthPath) {

    RestConfiguration {
        options.requireConnections(connection);
        if (checkReplies && openapi == null) {
            throw new IllegalArgumentException(
                    "'checkReplies' goes with 'openapi', which is missing: it says what replies are like.");
        }
    }
}
