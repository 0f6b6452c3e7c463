/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on the class path of the current thread, until it is closed. */
final class ClassPathFolder implements AutoCloseable {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader classLoader;
    private final Path folder;

    ClassPathFolder(Path folder) throws IOException {
        this.folder = folder;
        this.classLoader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(classLoader);
    }

    ClassPathFolder with(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return this;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        classLoader.close();
    }
}
