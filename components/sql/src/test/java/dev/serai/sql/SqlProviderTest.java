/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.testkit.MariaDbServer;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider with host, port and database in place of a URL. */
class SqlProviderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POSTGRESQL | jdbc:postgresql://db.example.com:5432/orders       | jdbc:postgresql://db.example.com:7000/orders
                    MYSQL      | jdbc:mysql://db.example.com:3306/orders            | jdbc:mysql://db.example.com:7000/orders
                    MARIADB    | jdbc:mariadb://db.example.com:3306/orders          | jdbc:mariadb://db.example.com:7000/orders
                    ORACLE     | jdbc:oracle:thin:@//db.example.com:1521/orders     | jdbc:oracle:thin:@//db.example.com:7000/orders
                    SQLSERVER  | jdbc:sqlserver://db.example.com:1433;databaseName=orders | jdbc:sqlserver://db.example.com:7000;databaseName=orders
                    H2         | jdbc:h2:tcp://db.example.com:9092/orders           | jdbc:h2:tcp://db.example.com:7000/orders
                    """)
    void aServerHasItsUsualPortUnlessAnotherIsGiven(SqlProvider provider, String usual, String other) {
        assertThat(provider.url("db.example.com", null, "orders")).isEqualTo(usual);
        assertThat(provider.url("db.example.com", 7000, "orders")).isEqualTo(other);
    }

    @Test
    void sqliteHasAFile() {
        assertThat(SqlProvider.SQLITE.url("localhost", null, "data/orders.db")).isEqualTo("jdbc:sqlite:data/orders.db");
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        assertThat(SqlProvider.POSTGRESQL.url("::1", null, "orders")).isEqualTo("jdbc:postgresql://[::1]:5432/orders");
    }

    @Test
    void eachReachesItsServer() throws Exception {
        PostgresServer postgres = PostgresServer.shared();
        requireReached("PostgreSQL", postgres.port(), name(postgres.newDatabase()), postgres.username());
        MariaDbServer mariaDb = MariaDbServer.shared();
        requireReached("mariadb", mariaDb.port(), name(mariaDb.newDatabase()), mariaDb.username());
        requireReached("mysql", mariaDb.port(), name(mariaDb.newDatabase()), mariaDb.username());
        Server h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            requireReached("h2", h2.getPort(), "./orders", "sa");
        } finally {
            h2.stop();
        }
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void requireReached(String provider, int port, String database, String user) throws Exception {
        String declaration = "provider: " + provider + ", connection: {port: " + port + ", database: " + database
                + ", username: " + user + "}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            db.run("CREATE TABLE reached (id INTEGER)");
            assertThat(db.call("insert", Map.of("table", "reached", "values", Map.of("id", 1))))
                    .as(provider)
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    description: none                                              | there is none of them
                    provider: h2, connection: {database: x, url: 'jdbc:h2:x'}      | there are both
                    provider: postgresql                                           | 'connection.database' is missing
                    provider: postgres, connection: {database: x}                  | Expected one of: postgresql
                    provider: sqlite, connection: {database: x.db, port: 7}        | 'connection.port' does not go with the provider 'sqlite'
                    connection: {url: 'jdbc:h2:x', database: y}                    | 'connection.database' goes with 'provider'
                    connection: {url: 'jdbc:h2:x', port: 7000}                     | 'connection.port' goes with 'provider', not with 'connection.url'. Say it within the URL
                    connection: {url: 'jdbc:h2:x', host: localhost}                | 'connection.host' goes with 'provider', not with 'connection.url'. Say it within the URL
                    connection: {url: 'jdbc:h2:x', host: h, port: 7}               | 'connection.host' and 'connection.port' go with 'provider'
                    provider: mysql, connection: {database: x, port: 0}            | 'connection.port' has the value '0'
                    """)
    void whatDoesNotGoTogetherIsRefused(String declaration, String reason) {
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, declaration))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("connectors.yaml:2:")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: 'db/other', database: x",
                "host: 'user:secret@db', database: x",
                "database: 'x?sslmode=disable'",
                "database: 'x;INIT=RUNSCRIPT FROM elsewhere'",
                "database: 'x&allowMultiQueries=true'"
            })
    void aHostOrDatabaseThatWouldMeanSomethingElseInAUrlIsRefused(String connection) {
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, "provider: postgresql, connection: {" + connection + "}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("would mean something else within a URL");
    }
}
