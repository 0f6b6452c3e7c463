/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.store.SqliteStore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what any start of a workspace needs, on a thread of its own: much of a start is loading classes, which a second
 * processor can do while the first one reads the command and the files.
 */
public final class Preparation {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Preparation() {}

    /** Begins, unless it has begun before; returns at once. Thread-safe. */
    public static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(Preparation::prepare, "preparation");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void prepare() {
        // Looked for in each jar of the class path, so that all of them are open.
        var unused = ClassLoader.getSystemResource("META-INF/serai/none");
        WorkspaceValidator.prepare();
        SqliteStore.prepare();
    }
}
