/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static dev.serai.sql.KeyedCalls.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.state.ValueEncoding;
import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where exactly once cannot be kept, it is not promised. */
@Timeout(120)
class ExactlyOnceRefusalTest {

    private static final Map<String, Object> DOUBLE = Map.of("sql", "UPDATE stock SET amount = amount * 2");

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private SqlWorkspace start(Kind kind) throws Exception {
        return filled(SqlWorkspace.start(folder, kind.declaration(folder, "retry: {maxRetries: 0}")));
    }

    private static SqlWorkspace filled(SqlWorkspace db) {
        db.run("CREATE TABLE stock (item VARCHAR(20) PRIMARY KEY, amount INTEGER NOT NULL)");
        db.run("INSERT INTO stock VALUES ('a', 1)");
        return db;
    }

    private static Object amount(SqlWorkspace db) {
        return ((Map<?, ?>) db.one("SELECT amount AS \"amount\" FROM stock WHERE item = 'a'")).get("amount");
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call, String... sentences) {
        assertThatThrownBy(call)
                .hasMessageContaining(code.code())
                .satisfies(failure -> assertThat(failure.getMessage()).contains(sentences))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.recoverable())
                        .isFalse());
    }

    private static void assertNothingDone(SqlWorkspace db) {
        assertThat(amount(db)).isEqualTo(1);
        assertThat(db.query("SELECT id FROM serai_exactly_once")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCallWithoutAKeyIsRefused(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertRefused(
                    SqlErrors.EXACTLY_ONCE_REFUSED,
                    () -> db.call("execute", Map.of("sql", DOUBLE.get("sql"), "exactlyOnce", true)),
                    "stands in a workflow",
                    "CamelSeraiIdempotencyKey");
            assertThat(amount(db)).isEqualTo(1);
        }
    }

    @Test
    void severalTransactionsAndAConnectorThatReadsAreRefused() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            assertRefused(
                    SqlErrors.EXACTLY_ONCE_REFUSED,
                    () -> once(
                            db, "k", "bulkInsert", Map.of("table", "stock", "rows", List.of(), "allOrNothing", false)),
                    "'allOrNothing: false' makes several");
        }
        try (SqlWorkspace db =
                SqlWorkspace.start(folder, Kind.SQLITE.declaration(folder, "options: {readOnly: true}"))) {
            assertRefused(SqlErrors.ONLY_READS, () -> once(db, "k", "execute", DOUBLE), "options.readOnly");
        }
    }

    @Test
    void whatOnlyReadsHasNoSuchOption() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            assertThatThrownBy(() -> db.call("query", Map.of("sql", "SELECT 1 AS one", "exactlyOnce", true)))
                    .hasMessageContaining("exactlyOnce");
        }
    }

    @Test
    void aContextWithoutTheEngineIsRefused() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            db.camelContext().getCamelContextExtension().lazyAddContextPlugin(ValueEncoding.class, () -> null);

            assertRefused(
                    SqlErrors.EXACTLY_ONCE_REFUSED, () -> once(db, "k", "execute", DOUBLE), "dev.serai:serai-workflow");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void statementsThatEndATransactionAreRefused(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            for (String control : List.of("COMMIT", "-- done\nrollback", "BEGIN", "end")) {
                assertRefused(
                        SqlErrors.PARAMETERS_WRONG,
                        () -> once(db, "k", "execute", Map.of("sql", control)),
                        "begins or ends a transaction");
                assertRefused(
                        SqlErrors.PARAMETERS_WRONG,
                        () -> once(
                                db, "k", "transaction", Map.of("statements", List.of(DOUBLE, Map.of("sql", control)))),
                        "begins or ends a transaction");
            }
            assertThat(amount(db)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "H2_ORACLE", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void changesOfTablesAreRefusedWhereTheDatabaseCommitsThem(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertRefused(
                    SqlErrors.EXACTLY_ONCE_REFUSED,
                    () -> once(
                            db,
                            "k",
                            "transaction",
                            Map.of("statements", List.of(DOUBLE, " create TABLE more (id INTEGER)"))),
                    "begins with 'create'");
            assertThat(amount(db)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL"})
    void theyAreMadeOnceWhereTheyBelongToTheTransaction(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            Map<String, Object> change = Map.of("statements", List.of(DOUBLE, "CREATE TABLE more (id INTEGER)"));
            once(db, "k", "transaction", change);
            once(db, "k", "transaction", change);

            assertThat(amount(db)).isEqualTo(2);
            assertThat(db.query("SELECT * FROM more")).isEmpty();
        }
    }

    /** Statements that end the transaction in a way that their text does not show. */
    private static Map<String, Object> hidden(Kind kind, SqlWorkspace db) {
        return switch (kind) {
            case H2, H2_ORACLE -> {
                db.run("CREATE ALIAS book FOR '" + CommittingProcedure.class.getName() + ".book'");
                yield Map.of("sql", "CALL book()");
            }
            default -> {
                db.run("CREATE PROCEDURE book() BEGIN UPDATE stock SET amount = amount * 2; COMMIT; END");
                yield Map.of("sql", "CALL book()");
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "H2_ORACLE", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void aCommitThatWasHiddenIsNoticedAndTheChangeIsNotMadeAgain(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            Map<String, Object> call = hidden(kind, db);
            assertRefused(
                    SqlErrors.EXACTLY_ONCE_BROKEN,
                    () -> once(db, "k", "execute", call),
                    "A statement ended the transaction",
                    "Look at the data");
            assertThat(amount(db)).isEqualTo(2);
            assertRefused(
                    SqlErrors.EXACTLY_ONCE_BROKEN,
                    () -> once(db, "k", "execute", call),
                    "nobody knows what it did",
                    "remove the row 'k' of the table 'serai_exactly_once'");
            assertThat(amount(db)).isEqualTo(2);
            db.run("DELETE FROM serai_exactly_once");
            once(db, "k", "execute", DOUBLE);
            assertThat(amount(db)).isEqualTo(4);
        }
    }

    @Test
    void postgresRefusesAProcedureThatCommitsAndNothingIsDone() throws Exception {
        try (SqlWorkspace db = start(Kind.POSTGRESQL)) {
            db.run("CREATE PROCEDURE book() LANGUAGE plpgsql AS"
                    + " $$ BEGIN UPDATE stock SET amount = amount * 2; COMMIT; END $$");

            assertThatThrownBy(() -> once(db, "k", "call", Map.of("procedure", "book")))
                    .hasMessageContaining("invalid transaction termination");
            assertNothingDone(db);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void aTableWhoseChangesAreNotUndoneIsRefused(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.run("CREATE TABLE heap (id INTEGER) ENGINE = MyISAM");

            assertRefused(
                    SqlErrors.EXACTLY_ONCE_REFUSED,
                    () -> once(db, "k", "insert", Map.of("table", "heap", "values", Map.of("id", 1))),
                    "has the engine MyISAM",
                    "InnoDB");
            assertThat(db.query("SELECT * FROM heap")).isEmpty();
            assertNothingDone(db);
        }
    }

    @Test
    void aResultThatCannotBeKeptUndoesTheChange() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            ValueEncoding nothingFits = new ValueEncoding() {
                @Override
                public byte[] encode(String place, Object value) {
                    throw new IllegalArgumentException("The " + place + " does not fit.");
                }

                @Override
                public Object decode(byte[] bytes) {
                    throw new IllegalStateException("Nothing was encoded.");
                }
            };
            db.camelContext().getCamelContextExtension().addContextPlugin(ValueEncoding.class, nothingFits);

            assertRefused(
                    SqlErrors.EXACTLY_ONCE_REFUSED,
                    () -> once(db, "k", "execute", DOUBLE),
                    "The change was undone",
                    "The result does not fit.");
            assertNothingDone(db);
        }
    }

    @Test
    void aUserWhoMayMakeNoTableIsToldHowItIsMade() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String url = server.newDatabase();
        String user = server.newUser("open-sesame-4711");
        try (SqlWorkspace admin = filled(SqlWorkspace.start(
                        folder, "connection: {url: '" + url + "', username: " + server.username() + "}"));
                SqlWorkspace db = SqlWorkspace.start(
                        folder,
                        "connection: {url: '" + url + "', username: " + user + ", password: open-sesame-4711}")) {
            admin.run("ALTER ROLE " + user + " NOSUPERUSER");
            admin.run("GRANT ALL ON stock TO " + user);
            Matcher made = Pattern.compile("(CREATE TABLE .*?\\)); (CREATE INDEX .*?\\))")
                    .matcher("");
            assertThatThrownBy(() -> once(db, "k", "execute", DOUBLE))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.errorCode()).isEqualTo(SqlErrors.EXACTLY_ONCE_REFUSED);
                        assertThat(made.reset(failure.getMessage()).find()).isTrue();
                    })
                    .hasMessageContaining("permission denied");
            admin.run(made.group(1));
            admin.run(made.group(2));
            admin.run("GRANT SELECT, INSERT, UPDATE, DELETE ON serai_exactly_once TO " + user);

            once(db, "k", "execute", DOUBLE);
            once(db, "k", "execute", DOUBLE);
            assertThat(amount(db)).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatIsCutInACommitLeavesAChangeThatIsNotMadeAgain() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String url = server.newDatabase();
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                SqlWorkspace direct = filled(SqlWorkspace.start(
                        folder, "connection: {url: '" + url + "', username: " + server.username() + "}"));
                SqlWorkspace db = SqlWorkspace.start(
                        folder,
                        "connection: {url: '" + url.replace(":" + server.port(), ":" + proxy.port()) + "', username: "
                                + server.username() + "}, retry: {maxRetries: 0}");
                DatabaseSession other = DatabaseSession.beside(direct)) {
            // The commit of a change waits for a lock that a test can hold.
            direct.run("CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN null; END'");
            direct.run("CREATE CONSTRAINT TRIGGER held AFTER UPDATE ON stock DEFERRABLE INITIALLY DEFERRED"
                    + " FOR EACH ROW EXECUTE FUNCTION held()");
            other.begin();
            other.run("SELECT pg_advisory_xact_lock(4711)");
            Future<?> call = threads.submit(() -> once(db, "k", "execute", DOUBLE));
            await().until(() -> other.waiting(Kind.POSTGRESQL) == 1);
            proxy.cut();

            assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONNECTION_LOST));
            other.commit();
            await().until(() -> amount(direct).equals(2));
            proxy.restore();
            await().ignoreExceptions().untilAsserted(() -> assertThat(
                            once(db, "k", "execute", DOUBLE).output())
                    .isEqualTo(1));
            assertThat(amount(direct)).isEqualTo(2);
        }
    }
}
