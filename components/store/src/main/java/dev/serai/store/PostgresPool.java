/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;

/** Connections of which each statement is a transaction of its own. */
final class PostgresPool {

    private static final int CONNECTIONS = 10;

    /** A database that is away makes nobody wait for long: whoever reads tries again. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private PostgresPool() {}

    /** @throws StoreException when the database cannot be reached, or refuses the user */
    static HikariDataSource open(PostgresDatabase database, PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(database.properties());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw database.openFailed(e.getCause() instanceof SQLException known ? known : e);
        }
    }
}
