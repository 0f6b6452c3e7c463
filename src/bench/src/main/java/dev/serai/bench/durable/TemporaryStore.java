/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.store.SqliteSettings;
import dev.serai.store.SqliteStore;
import dev.serai.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.commons.io.FileUtils;

/** A store in the folder for temporary files, and the count of its commits. Gone when it is closed. */
public final class TemporaryStore implements AutoCloseable {

    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private Path folder;
    private SqliteStore store;
    private CommitCounter commitCounter;

    /** Opens it, and makes it the store of a context's workflows. */
    public void bindTo(CamelContext context) throws IOException {
        context.getRegistry().bind("store", open());
    }

    /** Opens it. */
    public Store open() throws IOException {
        folder = Files.createTempDirectory("serai-bench-");
        store = new SqliteSettings(folder).open(callbacks);
        commitCounter = new CommitCounter(store.file());
        return store;
    }

    public long commits() {
        return commitCounter.commits();
    }

    @Override
    public void close() throws IOException {
        store.close();
        commitCounter.close();
        callbacks.shutdownNow();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
