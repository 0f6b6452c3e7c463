/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.testkit.StandIn;

/**
 * A server that stands in for a system, as the suite handles it. What data it begins with is for the subclass to say.
 *
 * @param <S> the kind of server
 */
public abstract class StandInUnderTest<S extends StandIn> implements SystemUnderTest, AutoCloseable {

    private final S server;

    /** @param server which runs */
    protected StandInUnderTest(S server) {
        this.server = server;
    }

    protected final S server() {
        return server;
    }

    @Override
    public final void stop() {
        server.stop();
    }

    @Override
    public final void start() {
        server.startAgain();
    }

    @Override
    public final void hold() {
        server.hold();
    }

    @Override
    public final void release() {
        server.release();
    }

    @Override
    public final int held() {
        return server.held();
    }

    @Override
    public final int calls() {
        return server.calls();
    }

    @Override
    public final int openConnections() {
        return server.openConnections();
    }

    @Override
    public void close() {
        server.close();
    }
}
