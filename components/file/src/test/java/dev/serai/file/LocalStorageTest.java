/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

/** Files in a folder of this machine. */
class LocalStorageTest extends StorageContract {

    @Override
    String connection() {
        return "{ directory: box }";
    }
}
