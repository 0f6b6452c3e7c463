/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import dev.serai.connector.configuration.Option;
import java.time.Duration;

/** How a MongoDB connector makes its calls. */
record MongoDbOptions(
        @Option(
                value = "The most connections open at once to each server, and so the most calls under way there.",
                defaultValue = "100",
                min = "1",
                max = "10000")
        int maxConnections,

        @Option(value = "Connections kept open to each server when idle.", defaultValue = "0", min = "0", max = "10000")
        int minConnections,

        @Option(value = "How long an unused connection is kept.", defaultValue = "5m", min = "1s", max = "24h")
        Duration idleTimeout,

        @Option(value = "How long making a connection may take.", defaultValue = "10s", min = "1ms", max = "1h")
        Duration connectTimeout,

        @Option(
                value =
                        "How long a call waits for a server that can do it, the primary for changes, and for a connection"
                                + " to it.",
                defaultValue = "15s",
                min = "1ms",
                max = "1h")
        Duration serverSelectionTimeout,

        @Option(
                value = "How long a call may take, with the waits for a server and a connection. The server stops it"
                        + " then, too. A stream may take so long for each batch.",
                defaultValue = "30s",
                min = "10ms",
                max = "1h")
        Duration requestTimeout,

        @Option("Which members of a replica set answer reads. By default what the URL says, else the primary.")
        Preference readPreference,

        @Option("How settled what is read must be. By default what the URL says, else as the server has it.")
        Isolation readConcern,

        @Option("How many servers must have a change before it counts: a number, or majority. By default what the URL"
                + " says, else as the server has it.")
        String writeConcern,

        @Option(
                value =
                        "Whether the driver repeats a change whose connection broke, where a replica set makes sure that"
                                + " it is done once.",
                defaultValue = "true")
        boolean retryWrites,

        @Option(
                value = "Whether filters and pipelines may hold JavaScript that the server runs: $where, $function,"
                        + " $accumulator.",
                defaultValue = "false")
        boolean allowJavaScript,

        @Option(
                value = "How many documents of each collection are looked at to find out which fields it has.",
                defaultValue = "100",
                min = "1",
                max = "10000")
        int sampleSize) {

    /** Which members answer reads. */
    enum Preference {
        PRIMARY,
        PRIMARY_PREFERRED,
        SECONDARY,
        SECONDARY_PREFERRED,
        NEAREST;

        ReadPreference preference() {
            return switch (this) {
                case PRIMARY -> ReadPreference.primary();
                case PRIMARY_PREFERRED -> ReadPreference.primaryPreferred();
                case SECONDARY -> ReadPreference.secondary();
                case SECONDARY_PREFERRED -> ReadPreference.secondaryPreferred();
                case NEAREST -> ReadPreference.nearest();
            };
        }
    }

    /** How settled what is read must be. */
    enum Isolation {
        LOCAL,
        AVAILABLE,
        MAJORITY,
        LINEARIZABLE,
        SNAPSHOT;

        ReadConcern concern() {
            return new ReadConcern(ReadConcernLevel.valueOf(name()));
        }
    }

    MongoDbOptions {
        if (minConnections > maxConnections) {
            throw new IllegalArgumentException(
                    "'options.minConnections' must not be more than 'options.maxConnections'.");
        }
        if (writeConcern != null && !writeConcern.matches("majority|[1-9]\\d?")) {
            throw new IllegalArgumentException("'options.writeConcern' is '" + writeConcern
                    + "'. Expected majority, or a number from 1 to 99. Changes that nobody acknowledges would be lost"
                    + " without anybody knowing.");
        }
    }

    /** What {@code writeConcern} stands for, or null for none. */
    WriteConcern acknowledgement() {
        if (writeConcern == null) {
            return null;
        }
        return writeConcern.equals("majority")
                ? WriteConcern.MAJORITY
                : new WriteConcern(Integer.parseInt(writeConcern));
    }
}
