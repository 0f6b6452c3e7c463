/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of a workspace for what Serai itself keeps there, which nobody but its owner may look into. */
public final class PrivateFolder {

    private PrivateFolder() {}

    /**
     * Makes the folder, and those above it, unless it is there; one that is there keeps its permissions.
     *
     * @throws IOException when it cannot be made
     */
    public static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException e) {
            // A file system without POSIX permissions keeps its own.
        }
    }
}
