/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the calls of a connector whose client blocks on threads of its own, so that no caller is held. Thread-safe. */
public final class BlockingCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BlockingCalls.class);

    private BlockingCalls() {}

    /**
     * Runs a call on a worker. Whatever it throws comes back as a {@link ConnectorException}: its own as it is, anything
     * else as {@link ConnectorErrors#UNEXPECTED} with the cause. What a result holds open is closed when the stage was
     * cancelled before.
     *
     * @throws ConnectorException {@link ConnectorErrors#NOT_CONNECTED} when the workers take no more calls, because the
     *     connector was disconnected meanwhile
     */
    public static <T> CompletionStage<T> run(ExecutorService workers, Caller caller, Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            workers.execute(() -> complete(result, caller, call));
        } catch (RejectedExecutionException e) {
            throw caller.notConnected();
        }
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Caller caller, Supplier<T> call) {
        try {
            T value = call.get();
            if (!result.complete(value) && value instanceof ExecutionResult dropped) {
                close(dropped, caller);
            }
        } catch (ConnectorException e) {
            result.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(caller.failure(ConnectorErrors.UNEXPECTED, "The call failed: " + e + ".")
                    .cause(e)
                    .build());
        }
    }

    /** Nobody waits for the result any more, which may hold a file or a connection. */
    private static void close(ExecutionResult dropped, Caller caller) {
        if (dropped.output() instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.warn(
                        "What a cancelled call of connector '{}' had opened could not be closed.",
                        caller.connector(),
                        e);
            }
        }
    }
}
