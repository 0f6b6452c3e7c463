/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.PostgresServer;
import java.sql.SQLException;

/** A PostgreSQL database as the conformance suite handles it, with a function that is counted in each call. */
final class PostgresSystem extends ServerSystem {

    private int callsBefore;

    PostgresSystem() throws SQLException {
        this(PostgresServer.shared());
    }

    private PostgresSystem(PostgresServer server) throws SQLException {
        super(server.newDatabase(), server.port(), server.username(), server.newUser(SqlConformance.PASSWORD));
        execute("""
                CREATE TABLE items (id int PRIMARY KEY, name text);
                INSERT INTO items VALUES (1, 'apple'), (2, 'pear');
                CREATE TABLE records (id int PRIMARY KEY, name text);
                INSERT INTO records VALUES (11, 'lime'), (1, 'pear'), (2, 'fig'), (5, 'kiwi'), (3, 'apple'), (7, 'date');
                CREATE TABLE many AS SELECT i AS id FROM generate_series(1, 10000) AS s(i);
                ALTER TABLE many ADD PRIMARY KEY (id);
                CREATE TABLE marks (id serial PRIMARY KEY, note text);
                CREATE FUNCTION seen() RETURNS boolean LANGUAGE plpgsql AS
                  'BEGIN PERFORM pg_stat_force_next_flush(); RETURN true; END';
                CREATE FUNCTION marked() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN PERFORM seen(); RETURN null; END';
                CREATE TRIGGER counted AFTER INSERT ON marks FOR EACH STATEMENT EXECUTE FUNCTION marked();
                """);
        execute("ALTER ROLE " + user() + " SET track_functions = 'all'");
    }

    @Override
    String locking() {
        return "LOCK TABLE items, marks IN ACCESS EXCLUSIVE MODE";
    }

    @Override
    public void reset() {
        super.reset();
        callsBefore = seen();
    }

    @Override
    public int held() {
        return number("SELECT count(*) FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND datname = current_database()");
    }

    @Override
    public int calls() {
        return seen() - callsBefore;
    }

    private int seen() {
        return number("SELECT coalesce(sum(calls), 0) FROM pg_stat_user_functions WHERE funcname = 'seen'");
    }
}
