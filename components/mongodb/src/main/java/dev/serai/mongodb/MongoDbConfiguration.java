/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.configuration.Option;

/** What a declaration of type {@code mongodb} says. */
record MongoDbConfiguration(
        @Option("Which database, and as whom.") MongoDbConnection connection,

        @Option("How calls are made.") MongoDbOptions options) {}
