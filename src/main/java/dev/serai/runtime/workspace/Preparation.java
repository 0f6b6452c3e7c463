/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.store.SqliteStore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what a start of a workspace needs, on threads of its own: much of a start is loading classes, which a second
 * processor can do while the first one reads the command and the files.
 */
public final class Preparation {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final AtomicBoolean VALIDATES = new AtomicBoolean();

    private Preparation() {}

    /** Begins with what any start needs, unless that has begun before; returns at once. Thread-safe. */
    public static void begin() {
        begin(BEGUN, () -> {
            // Looked for in each jar of the class path, so that all of them are open.
            var unused = ClassLoader.getSystemResource("META-INF/serai/none");
            SqliteStore.prepare();
        });
    }

    /** Begins with what a validation needs, unless that has begun before; returns at once. Thread-safe. */
    static void ofValidation() {
        begin(VALIDATES, WorkspaceValidator::prepare);
    }

    private static void begin(AtomicBoolean begun, Runnable loading) {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(loading, "preparation");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
