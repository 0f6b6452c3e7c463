/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.HoldingOutput;
import java.io.FilterInputStream;
import java.io.InputStream;

/** A file as a stream, with the connection that it is read on. */
final class OpenFile extends FilterInputStream implements HoldingOutput {

    OpenFile(InputStream content) {
        super(content);
    }
}
