/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A hundred thousand rows inserted into an empty table of PostgreSQL: through the connector's {@code bulkInsert}, a batch of
 * camel-sql, and batches of plain JDBC in one transaction. All have the same list of maps.
 */
public final class BulkInserts {

    private static final int ROWS = 100_000;
    private static final int BATCH = 1_000;
    private static final String CAMEL_SQL = "camel-sql";
    private static final String PLAIN = "plain JDBC";
    private static final String INSERT = "INSERT INTO loaded (id, customer, total, placed) VALUES ";

    private final Duration duration;
    private final int rounds;

    /**
     * @param duration of each round, at the least: a load that has begun is counted
     * @param rounds of each way
     */
    public BulkInserts(Duration duration, int rounds) {
        this.duration = duration;
        this.rounds = rounds;
    }

    /** Runs it and prints a table. */
    public void run() throws Exception {
        try (Database database = Database.start("CREATE TABLE loaded (id integer PRIMARY KEY, customer text NOT NULL,"
                + " total numeric(10, 2) NOT NULL, placed timestamp NOT NULL)")) {
            List<Map<String, Object>> rows =
                    IntStream.range(0, ROWS).mapToObj(BulkInserts::row).toList();
            Producers producers = new Producers(database.context());
            Producers.Request list = (message, turn) -> message.setBody(rows);
            new Race("100,000 rows inserted", 1, ROWS, duration, duration, rounds)
                    .run(
                            List.of(
                                    emptied(
                                            database,
                                            producers.contender("Serai", "connector:db/bulkInsert?table=loaded", list)),
                                    emptied(
                                            database,
                                            producers.contender(
                                                    CAMEL_SQL,
                                                    "sql:" + INSERT
                                                            + "(:#id, :#customer, :#total, :#placed)?batch=true&dataSource=#pool",
                                                    list)),
                                    emptied(database, new Contender(PLAIN, turn -> insert(database.plain(), rows)))),
                            List.of(CAMEL_SQL, PLAIN));
        }
    }

    /** The same, on a table that is empty before each load. */
    private static Contender emptied(Database database, Contender contender) {
        return new Contender(contender.name(), () -> database.execute("TRUNCATE loaded"), contender.work());
    }

    private static Map<String, Object> row(int id) {
        return Map.of(
                "id",
                id,
                "customer",
                "customer " + id % 100,
                "total",
                BigDecimal.valueOf(id, 2),
                "placed",
                Timestamp.valueOf(LocalDateTime.of(2026, 11, 1, 12, 0).plusSeconds(id)));
    }

    private static int insert(HikariDataSource pool, List<Map<String, Object>> rows) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT + "(?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            int inserted = 0;
            for (Map<String, Object> row : rows) {
                statement.setObject(1, row.get("id"));
                statement.setObject(2, row.get("customer"));
                statement.setObject(3, row.get("total"));
                statement.setObject(4, row.get("placed"));
                statement.addBatch();
                inserted++;
                if (inserted % BATCH == 0) {
                    int[] unused = statement.executeBatch();
                }
            }
            connection.commit();
            return inserted;
        }
    }
}
