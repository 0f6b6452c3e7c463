/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.authentication.AuthenticationProvider;
import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What a connector has between connecting and disconnecting. Thread-safe.
 *
 * @param replies where calls complete
 */
record OpenChannel(
        ManagedChannel channel, AuthenticationProvider authentication, ExecutorService threads, Executor replies) {

    /** Nothing but the connections' own threads waits for them, so that they end at once. */
    private static final long CLOSING_SECONDS = 5;

    /** Only when the connector was closed under a call is there no other thread left to tell the caller so. */
    static Executor replies(ExecutorService threads) {
        return task -> {
            try {
                threads.execute(task);
            } catch (RejectedExecutionException e) {
                task.run();
            }
        };
    }

    /**
     * The channel, for a call that begins now. After a connection that did not come about, gRPC fails all calls for a
     * while without trying; here it is for the connector's 'retry' and 'circuitBreaker' to say how often a server that is
     * away is tried.
     */
    Channel ready() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle();
        }
        return channel;
    }

    /** Calls something each time when the connection has been lost. */
    void whenLost(Runnable action) {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.SHUTDOWN) {
            return;
        }
        channel.notifyWhenStateChanged(state, () -> {
            if (state == ConnectivityState.READY) {
                action.run();
            }
            whenLost(action);
        });
    }

    /** Ends the calls under way and closes the connections. */
    void close() {
        channel.shutdownNow();
        authentication.close();
        try {
            channel.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
