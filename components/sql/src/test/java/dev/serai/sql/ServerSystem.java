/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.TcpProxy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of a server, behind a proxy that can be cut, with locks that keep calls waiting. */
abstract class ServerSystem extends DatabaseSystem {

    private final String database;
    private final String superuser;
    private final String user;
    private final int port;
    private final TcpProxy proxy;
    private Connection lock;

    /**
     * @param database the URL of an empty one
     * @param port the server's, as the URL has it
     * @param superuser who needs no password
     * @param user whom the connector under test is
     */
    ServerSystem(String database, int port, String superuser, String user) throws SQLException {
        super(database, superuser, "");
        this.database = database;
        this.superuser = superuser;
        this.user = user;
        this.port = port;
        proxy = TcpProxy.start("localhost", port);
    }

    /** A statement that locks the tables {@code items} and {@code marks} until its connection is closed. */
    abstract String locking();

    /** The database's URL through the proxy. */
    final String url() {
        return database.replace(":" + port + "/", ":" + proxy.port() + "/");
    }

    final String user() {
        return user;
    }

    @Override
    public void reset() {
        release();
        proxy.restore();
        execute("TRUNCATE marks");
    }

    @Override
    public final void stop() {
        proxy.cut();
    }

    @Override
    public final void start() {
        proxy.restore();
    }

    @Override
    public final void hold() {
        try {
            lock = DriverManager.getConnection(database, superuser, "");
            lock.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute(lock, locking());
    }

    @Override
    public final void release() {
        if (lock != null) {
            try {
                lock.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            lock = null;
        }
    }

    @Override
    public final int openConnections() {
        return proxy.openConnections();
    }

    @Override
    public void close() throws IOException, SQLException {
        release();
        proxy.close();
        super.close();
    }
}
