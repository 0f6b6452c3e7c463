/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Keeps a parser from reading a record into memory that is larger than allowed. What it reads ahead does not count. */
final class RecordLimit extends FilterInputStream {

    /** As much as parsers read ahead. */
    private static final long AHEAD = 1L << 16;

    private final long maxRecordSize;
    private long left;

    RecordLimit(InputStream in, long maxRecordSize) {
        super(in);
        this.maxRecordSize = maxRecordSize;
        beginRecord();
    }

    void beginRecord() {
        left = maxRecordSize + AHEAD;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            throw new RecordTooLargeException(maxRecordSize);
        }
        int count = super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
