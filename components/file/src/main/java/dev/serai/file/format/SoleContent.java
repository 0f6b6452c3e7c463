/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file that holds one content. A zip with another behind it fails at the end of the first. */
final class SoleContent extends FilterInputStream {

    private final Contents contents;
    private final Origin origin;
    private boolean ended;

    private SoleContent(InputStream in, Contents contents, Origin origin) {
        super(in);
        this.contents = contents;
        this.origin = origin;
    }

    static SoleContent of(Contents contents, Origin origin) throws IOException {
        Contents.Content content = contents.next();
        if (content == null) {
            throw origin.failure(FormatErrors.MALFORMED, "the zip holds no file.", null);
        }
        return new SoleContent(content.bytes(), contents, origin);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = ended ? -1 : super.read(target, offset, length);
        if (count < 0 && !ended) {
            ended = true;
            Contents.Content other = contents.next();
            if (other != null) {
                throw origin.failure(
                        FormatErrors.MALFORMED,
                        "the zip holds more than one file, another being '" + other.entry()
                                + "'. Read its records, which may come from many.",
                        null);
            }
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }
}
