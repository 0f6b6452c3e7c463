/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file as they lie there, counted. A system that cannot read fails as such, whoever reads them. */
final class FileBytes extends FilterInputStream {

    private final Origin origin;
    private long count;

    FileBytes(InputStream in, Origin origin) {
        super(in);
        this.origin = origin;
    }

    /** How many were read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw origin.failure(FormatErrors.ACCESS_FAILED, "it cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
