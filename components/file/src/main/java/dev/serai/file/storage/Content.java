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

    /** Writes all of it. May be asked again after a failure, and then says by one whether it can. */
    void writeTo(OutputStream out) throws IOException;
}
