/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;
import java.io.OutputStream;

/** What a file is to hold. */
@FunctionalInterface
public interface Content {

    /** Writes all of it; asked once for each write of a storage. */
    void writeTo(OutputStream out) throws IOException;
}
