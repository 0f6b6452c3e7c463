/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.configuration.Option;

/** Where the files of a connector lie. */
public record FileConnection(
        @Option(
                value = "The folder, relative to the folder of the declaration. No operation leaves it.",
                required = true)
        String directory,

        @Option(value = "Whether the folder is created when it is missing.", defaultValue = "true")
        boolean create) {}
