/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.configuration.Option;

/** A configuration as any connector with authentication has it. */
record AuthenticatedConfiguration(@Option("The system.") Connection connection) {

    record Connection(
            @Option("How the connector shows who it is.") AuthenticationSettings auth) {}
}
