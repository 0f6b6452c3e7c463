/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.io.IOException;
import java.io.InputStream;

/** A reply's stream that is unpacked while it is read. Its beginning is not waited for before somebody reads. */
final class UnpackedStream extends InputStream {

    private final InputStream packed;
    private final Unpacking unpacking;
    private InputStream unpacked;

    UnpackedStream(InputStream packed, Unpacking unpacking) {
        this.packed = packed;
        this.unpacking = unpacking;
    }

    /** Reads what unpacks the rest. */
    interface Unpacking {
        InputStream of(InputStream packed) throws IOException;
    }

    @Override
    public int read() throws IOException {
        return unpacked().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return unpacked().read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
        return unpacked == null ? 0 : unpacked.available();
    }

    private InputStream unpacked() throws IOException {
        if (unpacked == null) {
            unpacked = unpacking.of(packed);
        }
        return unpacked;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
