/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

/**
 * Which files of a storage are listed.
 *
 * @param prefix that their paths begin with; empty for all
 * @param recursive whether those in folders below are, too: of the base, or of the folder that the prefix names up to its
 *     last slash
 * @param after only those whose paths come after this one; empty for all
 */
public record Selection(String prefix, boolean recursive, String after) {

    /** All files, or those that lie in the base itself. */
    public static Selection all(boolean recursive) {
        return new Selection("", recursive, "");
    }

    /** The folder that is looked into, with the slash at its end; empty for the base. */
    public String folder() {
        return StoragePath.folder(prefix);
    }

    /** Whether a path is one of them. */
    public boolean holds(String path) {
        return path.startsWith(prefix)
                && path.compareTo(after) > 0
                && (recursive || path.indexOf('/', folder().length()) < 0);
    }
}
