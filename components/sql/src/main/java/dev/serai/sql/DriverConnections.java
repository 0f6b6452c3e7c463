/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Where the pool gets its connections from: a driver, with the properties that every connection has. Thread-safe. */
final class DriverConnections implements DataSource {

    private final JdbcDriver driver;
    private final Properties properties;

    /** @param properties the user's name and password included */
    DriverConnections(JdbcDriver driver, Properties properties) {
        this.driver = driver;
        this.properties = properties;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(new Properties());
    }

    /** Opens a connection with more properties than the others. */
    Connection connect(Properties more) throws SQLException {
        // A copy, because drivers may write into what they are given.
        Properties own = new Properties();
        own.putAll(properties);
        own.putAll(more);
        return driver.connect(own);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is given once.");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Drivers log as they are told by their own properties.
    }

    /** Drivers ask for it there; it is one for the whole application. */
    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("There is no logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("Nothing is wrapped.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
