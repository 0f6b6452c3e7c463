/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.start;

import java.nio.file.Path;

/** The options of Java that make an archive of the classes of a run, and use it. */
public final class ClassArchive {

    private static final int FIRST_WITH_CACHE = 25;

    private ClassArchive() {}

    /** For a process that ends by itself, which then leaves the archive. */
    public static String made(Path archive) {
        return (hasCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
    }

    public static String used(Path archive) {
        return (hasCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
    }

    private static boolean hasCache() {
        return Runtime.version().feature() >= FIRST_WITH_CACHE;
    }
}
