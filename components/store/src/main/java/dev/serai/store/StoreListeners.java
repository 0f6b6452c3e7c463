/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Whom to tell when a store cannot be used, and when it can again. Several things may keep it away at the same time; the
 * last one that is mended makes the recovery. Thread-safe.
 */
final class StoreListeners {

    private final List<Consumer<StoreException>> failure = new CopyOnWriteArrayList<>();
    private final List<Runnable> recovery = new CopyOnWriteArrayList<>();
    private final Set<Object> causes = new HashSet<>();

    void onFailure(Consumer<StoreException> listener) {
        failure.add(listener);
    }

    void onRecovery(Runnable listener) {
        recovery.add(listener);
    }

    /** @param cause who says so, and will say when it is over */
    synchronized void failed(Object cause, StoreException problem) {
        causes.add(cause);
        failure.forEach(listener -> listener.accept(problem));
    }

    synchronized void recovered(Object cause) {
        if (causes.remove(cause) && causes.isEmpty()) {
            recovery.forEach(Runnable::run);
        }
    }
}
