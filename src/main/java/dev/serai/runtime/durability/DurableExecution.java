/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import dev.serai.connector.camel.SeenKeysIdempotentRepository;
import dev.serai.connector.state.SeenKeys;
import dev.serai.runtime.workspace.RuntimeExtension;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.store.Store;
import dev.serai.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;

/**
 * Opens the store of a workspace before its routes are made, and closes it after they are gone. Workflows and consumers
 * that remember what they have seen find it in Camel's registry.
 */
public final class DurableExecution implements RuntimeExtension {

    /** For Camel's {@code idempotentConsumer} in routes, which takes a repository by its name. */
    private static final String IDEMPOTENT_REPOSITORY = "seraiIdempotentRepository";

    /** The keys of that repository; the same in every version. */
    private static final String SCOPE = "consumers";

    /** What goes on after a write may block in a step, so there are as many threads as executions may run at once. */
    private static final int CALLBACK_THREADS = 200;

    private static final long IDLE_SECONDS = 30;

    private final CompletableFuture<StoreException> storeFailure = new CompletableFuture<>();
    private Store store;

    @Override
    public void beforeRoutes(CamelContext camelContext, Workspace workspace) {
        ExecutorService callbacks = camelContext
                .getExecutorServiceManager()
                .newThreadPool(
                        this,
                        "store-callback",
                        new ThreadPoolProfileBuilder("store-callback")
                                .poolSize(CALLBACK_THREADS)
                                .maxPoolSize(CALLBACK_THREADS)
                                .keepAliveTime(IDLE_SECONDS)
                                // The stacks of threads that nobody needs would stay resident.
                                .allowCoreThreadTimeOut(true)
                                // The thread that commits must run none of them itself: it could wait for its own
                                // commit.
                                .maxQueueSize(Integer.MAX_VALUE)
                                .build());
        store = workspace.store().open(callbacks);
        store.onFailure(storeFailure::complete);
        camelContext.getRegistry().bind("seraiStore", store);
        SeenKeys seenKeys = store.seenKeys();
        camelContext.getRegistry().bind("seraiCheckpoints", store.checkpoints());
        camelContext.getRegistry().bind("seraiSeenKeys", seenKeys);
        camelContext.getRegistry().bind("seraiEvents", store.events());
        camelContext
                .getRegistry()
                .bind(
                        IDEMPOTENT_REPOSITORY,
                        new SeenKeysIdempotentRepository(seenKeys, SCOPE, SeenKeysIdempotentRepository.FOR_EVER));
        ExpiredKeys.removeNowAndThen(camelContext, seenKeys);
        // Started before any trigger, so that what was under way comes before what is new.
        camelContext.getComponent("workflow");
    }

    @Override
    public void stopped() {
        if (store != null) {
            store.close();
        }
    }

    /** Completes when the store cannot be written for the first time, with the reason. */
    public CompletionStage<StoreException> storeFailure() {
        return storeFailure;
    }
}
