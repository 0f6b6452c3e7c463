/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.configuration.Option;

/** The part of a declaration that only file connectors have. */
public record FileConfiguration(
        @Option("Where the files lie.") FileConnection connection) {}
