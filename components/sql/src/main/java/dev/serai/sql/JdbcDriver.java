/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.camel.CamelContext;

/**
 * The driver of a URL. It is looked for where the application's classes are, so that a jar in a workspace's {@code lib/}
 * brings one: {@link DriverManager} alone knows only those of the class path.
 */
final class JdbcDriver {

    private static final String WHERE =
            " Put the driver's jar into the workspace's lib/, or onto the application's class path";

    private final Driver driver;
    private final String url;

    private JdbcDriver(Driver driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    /**
     * Finds the driver.
     *
     * @param className its class; null to find it by the URL
     * @throws ConnectorException when there is none
     */
    static JdbcDriver find(String url, String className, CamelContext camelContext, Caller caller) {
        return className == null
                ? new JdbcDriver(announced(url, camelContext, caller), url)
                : new JdbcDriver(named(url, className, camelContext, caller), url);
    }

    private static Driver announced(String url, CamelContext camelContext, Caller caller) {
        ClassLoader classLoader = camelContext.getApplicationContextClassLoader();
        try {
            Optional<Driver> driver =
                    ServiceLoader.load(
                                    Driver.class, classLoader == null ? JdbcDriver.class.getClassLoader() : classLoader)
                            .stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(one -> accepts(one, url))
                            .findFirst();
            // Those that an application has registered by hand.
            return driver.isPresent() ? driver.get() : DriverManager.getDriver(url);
        } catch (ServiceConfigurationError e) {
            throw missing("A JDBC driver cannot be loaded: " + e.getMessage() + ". Remove or replace its jar.", caller)
                    .cause(e)
                    .build();
        } catch (SQLException e) {
            throw missing(
                            "There is no JDBC driver for URLs that begin with '" + scheme(url) + "'." + WHERE
                                    + ", or name its class in connection.driver.",
                            caller)
                    .cause(e)
                    .build();
        }
    }

    private static Driver named(String url, String className, CamelContext camelContext, Caller caller) {
        Class<?> type = camelContext.getClassResolver().resolveClass(className);
        if (type == null) {
            throw missing(
                            "There is no class " + className + ", which connection.driver names." + WHERE
                                    + ", and check the spelling.",
                            caller)
                    .build();
        }
        if (!Driver.class.isAssignableFrom(type)) {
            throw missing(
                            "The class " + className
                                    + ", which connection.driver names, is no JDBC driver (java.sql.Driver). Name the"
                                    + " one that the driver's own documentation names.",
                            caller)
                    .build();
        }
        Driver driver;
        try {
            driver = (Driver) type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw unusable(className, e.getCause(), caller);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(className, e, caller);
        }
        if (!accepts(driver, url)) {
            throw missing(
                            "The driver " + className + ", which connection.driver names, does not know URLs that begin"
                                    + " with '" + scheme(url) + "'. Correct connection.url, or name another driver.",
                            caller)
                    .build();
        }
        return driver;
    }

    private static ConnectorException unusable(String className, Throwable cause, Caller caller) {
        return missing(
                        "The driver " + className + ", which connection.driver names, cannot be used: " + cause
                                + ". Put the jars that it needs beside its own.",
                        caller)
                .cause(cause)
                .build();
    }

    private static ConnectorException.Builder missing(String sentence, Caller caller) {
        return caller.failure(SqlErrors.DRIVER_MISSING, sentence).neverSent();
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The part of a URL that names the driver; the rest may hold a password. */
    private static String scheme(String url) {
        int end = url.indexOf(':', "jdbc:".length());
        return end < 0 ? "jdbc:" : url.substring(0, end + 1);
    }

    /** Opens a connection that no pool knows. */
    Connection connect(Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("The driver " + driver.getClass().getName() + " does not know the URL.", "08001");
        }
        return connection;
    }
}
