/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.testkit.HttpConnectorTest;

/** Tests of GraphQL connectors before one HTTP server. */
abstract class GraphQlServerTest extends HttpConnectorTest {

    GraphQlServerTest() {
        super("graphql");
    }
}
