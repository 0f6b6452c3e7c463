/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.util.concurrent.Callable;
import org.opentest4j.TestAbortedException;

/**
 * Decides what becomes of a test whose server cannot start: it is skipped with a reason that says how to get the
 * server, or fails when the environment variable {@value #VARIABLE} is {@code true}.
 */
public final class RequiredServers {

    /** Set to {@code true} where every server is expected to be there. */
    public static final String VARIABLE = "SERAI_REQUIRE_ALL_SERVERS";

    private RequiredServers() {}

    /**
     * Starts a server.
     *
     * @param server what to call it in the reason: {@code PostgreSQL 17}
     * @param remedy a sentence that says what to install or allow
     * @throws TestAbortedException when the server cannot start and is not required; JUnit reports a skip
     * @throws AssertionError when the server cannot start and is required
     */
    public static <S> S start(String server, String remedy, Callable<S> start) {
        return start(server, remedy, start, Boolean.parseBoolean(System.getenv(VARIABLE)));
    }

    static <S> S start(String server, String remedy, Callable<S> start, boolean required) {
        try {
            return start.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestAbortedException("The start of " + server + " was interrupted.", e);
        } catch (Exception e) {
            String reason = server + " cannot start here: " + e.getMessage() + " " + remedy;
            if (required) {
                throw new AssertionError(reason + " (" + VARIABLE + "=true makes this a failure.)", e);
            }
            throw new TestAbortedException(reason, e);
        }
    }
}
