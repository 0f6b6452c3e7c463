/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Reading one row by its key, and ten thousand rows, on a PostgreSQL of its own: through the connector, camel-sql,
 * camel-jdbc, and plain JDBC, each with a HikariCP of the same size.
 */
public final class SqlQueries {

    public static final String CALLERS = "8";

    private static final int ROWS = 10_000;
    private static final String ONE = "SELECT id, customer, total, placed FROM orders WHERE id = ";
    private static final String ALL = "SELECT id, customer, total, placed FROM orders";
    private static final String SERAI = "Serai";
    private static final String CAMEL_SQL = "camel-sql";
    private static final String CAMEL_JDBC = "camel-jdbc";
    private static final String PLAIN = "plain JDBC";

    private final int callers;
    private final Duration duration;
    private final int rounds;

    /**
     * @param callers at once; each query is also measured with one
     * @param duration of each round
     * @param rounds of each way
     */
    public SqlQueries(int callers, Duration duration, int rounds) {
        this.callers = callers;
        this.duration = duration;
        this.rounds = rounds;
    }

    /** Runs it and prints a table for each query and number of callers. */
    public void run() throws Exception {
        try (Database database = Database.start(
                "CREATE TABLE orders (id integer PRIMARY KEY, customer text NOT NULL,"
                        + " total numeric(10, 2) NOT NULL, placed timestamp NOT NULL)",
                "INSERT INTO orders SELECT n, 'customer ' || n % 100, n / 7.0, now() FROM generate_series(0, "
                        + (ROWS - 1) + ") n",
                "ANALYZE orders")) {
            measure(database.context(), database.plain());
        }
    }

    private void measure(CamelContext context, HikariDataSource plain) throws Exception {
        for (int atOnce : new int[] {1, callers}) {
            race("One row by its key", atOnce, 1).run(oneRow(context, plain), List.of(CAMEL_SQL, PLAIN));
            race("10,000 rows", atOnce, ROWS).run(allRows(context, plain), List.of(CAMEL_SQL, PLAIN));
        }
    }

    private Race race(String title, int atOnce, int rows) {
        return new Race(title, atOnce, rows, duration, duration, rounds);
    }

    private static List<Contender> oneRow(CamelContext context, HikariDataSource plain) throws Exception {
        Producers producers = new Producers(context);
        Producers.Request key = (message, turn) -> message.setBody(Map.of("id", turn % ROWS));
        return List.of(
                producers.contender(SERAI, "connector:db/query?fetchMode=one&sql=RAW(" + ONE + ":#id)", key),
                producers.contender(CAMEL_SQL, "sql:" + ONE + ":#id?dataSource=#pool&outputType=SelectOne", key),
                producers.contender(
                        CAMEL_JDBC, "jdbc:pool?useHeadersAsParameters=true&resetAutoCommit=false", (message, turn) -> {
                            message.setHeader("id", turn % ROWS);
                            message.setBody(ONE + ":?id");
                        }),
                new Contender(PLAIN, turn -> read(plain, ONE + "?", turn % ROWS).size()));
    }

    private static List<Contender> allRows(CamelContext context, HikariDataSource plain) throws Exception {
        Producers producers = new Producers(context);
        Producers.Request nothing = (message, turn) -> {};
        return List.of(
                producers.contender(SERAI, "connector:db/query?sql=RAW(" + ALL + ")", nothing),
                producers.contender(CAMEL_SQL, "sql:" + ALL + "?dataSource=#pool", nothing),
                producers.contender(
                        CAMEL_JDBC, "jdbc:pool?resetAutoCommit=false", (message, turn) -> message.setBody(ALL)),
                new Contender(PLAIN, turn -> read(plain, ALL, null).size()));
    }

    /** What one would write by hand to have rows as maps. */
    private static List<Map<String, Object>> read(HikariDataSource pool, String sql, Integer key) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (key != null) {
                statement.setInt(1, key);
            }
            try (ResultSet results = statement.executeQuery()) {
                ResultSetMetaData columns = results.getMetaData();
                List<Map<String, Object>> rows = new ArrayList<>();
                while (results.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.put(columns.getColumnLabel(i), results.getObject(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }
}
