/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What comes out of a compressed file, within bounds. The bounds are of the file; an archive counts all its entries. */
final class Decompressed extends FilterInputStream {

    private final FileBytes file;
    private final Bounds bounds;
    private final Origin origin;

    private long count;

    Decompressed(InputStream decompressing, FileBytes file, Bounds bounds, Origin origin) {
        super(decompressing);
        this.file = file;
        this.bounds = bounds;
        this.origin = origin;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int read;
        try {
            read = super.read(target, offset, length);
        } catch (IOException e) {
            throw origin.failure(
                    FormatErrors.MALFORMED, "its compressed content is damaged: " + e.getMessage() + ".", e);
        }
        count += Math.max(0, read);
        String refusal = bounds.refusal(count, file.count());
        if (refusal != null) {
            throw origin.failure(FormatErrors.ARCHIVE_REFUSED, refusal + ".", null);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
