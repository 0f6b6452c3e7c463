/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.configuration.Option;
import dev.serai.http.HttpConnection;
import dev.serai.http.HttpOptions;

/** What a declaration of type {@code graphql} says. */
record GraphQlConfiguration(
        @Option("Which API, and as whom.") HttpConnection connection,

        @Option("How calls are made.") HttpOptions options,

        @Option(value = "The path of the API's endpoint under the base URL.", defaultValue = "/graphql")
        String endpoint,

        @Option("How streams read long lists.") RelaySettings pagination,

        @Option("How subscriptions are made.") SubscriptionSettings subscriptions) {

    GraphQlConfiguration {
        options.requireConnections(connection);
    }
}
