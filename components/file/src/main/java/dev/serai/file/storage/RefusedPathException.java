/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.nio.file.FileSystemException;

/** A path that names no file of the storage, wherever it leads. */
public final class RefusedPathException extends FileSystemException {

    private static final long serialVersionUID = 1;

    /** @param reason what is wrong with it, as the end of a sentence that begins with the path */
    public RefusedPathException(String path, String reason) {
        super(path, null, reason);
    }
}
