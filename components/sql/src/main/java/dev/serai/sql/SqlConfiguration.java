/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.configuration.Option;

/** The part of a declaration that only SQL connectors have. */
public record SqlConfiguration(
        @Option("Which database.") SqlConnection connection,
        @Option("How the connections are used.") SqlOptions options) {}
