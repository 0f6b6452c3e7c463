/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.conformance.SystemUnderTest;

/** The key-value server as the conformance suite handles it, for REST calls. */
final class KeyValueApi implements SystemUnderTest, AutoCloseable {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";

    private final KeyValueServer server = KeyValueServer.start(USER, PASSWORD);

    String url() {
        return server.url();
    }

    @Override
    public void reset() {
        server.reset();
        server.put("greeting", "hello");
        server.put("note", "");
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void start() {
        server.startAgain();
    }

    @Override
    public void hold() {
        server.hold();
    }

    @Override
    public void release() {
        server.release();
    }

    @Override
    public int held() {
        return server.held();
    }

    @Override
    public int calls() {
        return server.requests().size();
    }

    @Override
    public int openConnections() {
        return server.openConnections();
    }

    @Override
    public int effects() {
        return server.value("note").length();
    }

    @Override
    public void repeatCredentials() {
        server.repeatCredentials(true);
    }

    @Override
    public void close() {
        server.close();
    }
}
