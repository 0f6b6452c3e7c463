/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.testkit.HttpConnectorTest;

/** Tests of REST connectors before one HTTP server. */
abstract class RestServerTest extends HttpConnectorTest {

    RestServerTest() {
        super("rest");
    }
}
