/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** The text of a document that cannot be read on behind a byte that is no text. */
final class JsonText extends FilterReader {

    private final StrictReader text;
    private final Charset charset;
    private final Origin origin;

    private long line = 1;

    JsonText(InputStream in, Charset charset, Origin origin) {
        this(new StrictReader(in, charset), charset, origin);
    }

    private JsonText(StrictReader text, Charset charset, Origin origin) {
        super(text);
        this.text = text;
        this.charset = charset;
        this.origin = origin;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        int end = offset + Math.max(0, count);
        int noText = text.metNoText() ? StrictReader.indexOfNoText(target, offset, end) : -1;
        for (int i = offset; i < (noText < 0 ? end : noText); i++) {
            line += target[i] == '\n' ? 1 : 0;
        }
        if (noText >= 0) {
            throw origin.failure(FormatErrors.MALFORMED, line, StrictReader.complaint(charset), null);
        }
        return count;
    }
}
