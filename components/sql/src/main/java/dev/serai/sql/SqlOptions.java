/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.configuration.Option;
import java.time.Duration;
import java.util.Map;

/** How a connector uses its connections. */
public record SqlOptions(
        @Option(
                value = "The most connections open at once, and so the most statements that run at once.",
                defaultValue = "10",
                min = "1",
                max = "1000")
        int maxConnections,

        @Option(
                value = "In place of maxConnections, with maxOverflow added: the connections of a pool.",
                min = "1",
                max = "1000")
        Integer poolSize,

        @Option(value = "Connections beyond poolSize.", defaultValue = "0", min = "0", max = "1000")
        int maxOverflow,

        @Option(
                value = "Connections kept open when idle; never more than maxConnections.",
                defaultValue = "2",
                min = "0",
                max = "1000")
        int minIdle,

        @Option(value = "The longest wait for a free connection.", defaultValue = "30s", min = "250ms", max = "1h")
        Duration acquireTimeout,

        @Option(
                value =
                        "The longest a statement may run. All drivers but SQLite's count whole seconds, so it is rounded up to"
                                + " them.",
                defaultValue = "30s",
                min = "100ms",
                max = "1h")
        Duration queryTimeout,

        @Option(value = "How long an unused connection is kept.", defaultValue = "5m", min = "10s", max = "24h")
        Duration idleTimeout,

        @Option(
                value = "How many rows the driver brings at once when rows are read one after another.",
                defaultValue = "1000",
                min = "1",
                max = "100000")
        int fetchSize,

        @Option(
                "How far transactions are kept apart. By default as the database does it; SQLite has serializable alone.")
        SqlIsolation isolation,

        @Option(value = "Whether operations that may change something are refused.", defaultValue = "false")
        boolean readOnly,

        @Option("Properties of the JDBC driver, passed through as they are.")
        Map<String, Object> properties,

        @Option("A file of SQL, relative to the folder of the declaration, that is run at every connect. It must be"
                + " written so that running it again changes nothing.")
        String initScript,

        @Option(
                value = "The table that keeps what calls with 'exactlyOnce' gave, with 'schema.' before it if need be."
                        + " It is made when it is not there.",
                defaultValue = "serai_exactly_once")
        String exactlyOnceTable,

        @Option(
                value =
                        "How long it keeps them. A call that is repeated later is made again, so it must be longer than a"
                                + " process may be down or a dead letter may wait for its replay.",
                defaultValue = "30d",
                min = "1h",
                max = "36500d")
        Duration exactlyOnceRetention) {

    public SqlOptions {
        if (poolSize != null) {
            maxConnections = poolSize + maxOverflow;
        } else if (maxOverflow > 0) {
            throw new IllegalArgumentException("'options.maxOverflow' goes with 'options.poolSize', which is missing.");
        }
        if (readOnly && initScript != null) {
            throw new IllegalArgumentException(
                    "'options.initScript' may change the database, which 'options.readOnly' rules out. Give one of them.");
        }
        properties = Map.copyOf(properties);
    }
}
