/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Whom to tell when a store cannot be written, and when it can again. Thread-safe. */
final class StoreListeners {

    private final List<Consumer<StoreException>> failure = new CopyOnWriteArrayList<>();
    private final List<Runnable> recovery = new CopyOnWriteArrayList<>();

    void onFailure(Consumer<StoreException> listener) {
        failure.add(listener);
    }

    void onRecovery(Runnable listener) {
        recovery.add(listener);
    }

    void failed(StoreException problem) {
        failure.forEach(listener -> listener.accept(problem));
    }

    void recovered() {
        recovery.forEach(Runnable::run);
    }
}
