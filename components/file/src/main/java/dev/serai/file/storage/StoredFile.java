/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.time.Instant;

/**
 * A file as its storage knows it.
 *
 * @param path from the storage's base
 * @param size in bytes
 * @param modified when it was last written, as exactly as the storage says
 * @param tag changes whenever what the file holds does; empty where the storage has none
 */
public record StoredFile(String path, long size, Instant modified, String tag) {

    /** A file of a storage without tags. */
    public StoredFile(String path, long size, Instant modified) {
        this(path, size, modified, "");
    }
}
