/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Who holds the connections of a pool, and since when, so that a call that finds none can say it. Whatever a connection
 * was lent for before is forgotten with its next lending or its end. Thread-safe.
 */
final class Leases {

    /** More holders than these say no more. */
    private static final int MOST_NAMED = 10;

    private final Map<Connection, Lease> byConnection = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param lent as the pool gives it: it is closed when it goes back
     * @param origin where the call comes from; may be empty
     */
    void add(Connection lent, Caller caller, String origin) throws SQLException {
        byConnection.put(lent.unwrap(Connection.class), new Lease(lent, caller, origin, System.nanoTime()));
    }

    /** A sentence that names who holds connections now, who has held one for longest in front; empty when nobody does. */
    String holders() {
        List<Lease> held;
        synchronized (byConnection) {
            held = byConnection.values().stream()
                    .filter(Lease::lasts)
                    .sorted(Comparator.comparingLong(Lease::since))
                    .toList();
        }
        if (held.isEmpty()) {
            return "";
        }
        long now = System.nanoTime();
        String named =
                held.stream().limit(MOST_NAMED).map(lease -> lease.text(now)).collect(Collectors.joining("; "));
        int more = held.size() - MOST_NAMED;
        return " They are held by " + named + (more > 0 ? "; and " + more + " more" : "") + ".";
    }

    private record Lease(Connection lent, Caller caller, String origin, long since) {

        boolean lasts() {
            try {
                return !lent.isClosed();
            } catch (SQLException e) {
                return false;
            }
        }

        String text(long now) {
            return (caller.operation() == null ? "the connector itself" : "'" + caller.operation() + "'")
                    + (origin.isEmpty() ? "" : " in " + origin)
                    + " for " + Duration.ofNanos(now - since).toMillis() + " ms";
        }
    }
}
