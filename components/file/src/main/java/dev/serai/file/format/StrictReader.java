/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes text without forgiving: a byte that is no text becomes {@link #NO_TEXT}, which nothing else does, and whoever
 * reads finds it there. A byte order mark at the beginning is passed over.
 */
final class StrictReader extends Reader {

    /** A half of a pair, which no text has alone. */
    static final char NO_TEXT = '\uDFFF';

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER_SIZE = 8192;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_SIZE).flip();

    private boolean endOfBytes;
    private boolean endOfChars;
    private boolean started;
    private boolean noText;

    StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (endOfChars) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whether a byte that is no text was met so far. */
    boolean metNoText() {
        return noText;
    }

    /** The place of {@link #NO_TEXT} between two indexes, or -1. */
    static int indexOfNoText(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == NO_TEXT && (i == from || !Character.isHighSurrogate(text[i - 1]))) {
                return i;
            }
        }
        return -1;
    }

    /** What is wrong with text that has such a byte, and what to do. */
    static String complaint(Charset charset) {
        return "this is not " + charset.name()
                + " text. Set the option 'charset' to the file's encoding, or correct the" + " file.";
    }

    private void decode() throws IOException {
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, endOfBytes);
        if (result.isError() && chars.hasRemaining()) {
            bytes.position(bytes.position() + result.length());
            noText = true;
            chars.put(NO_TEXT);
        } else if (result.isUnderflow()) {
            if (endOfBytes) {
                endOfChars = decoder.flush(chars).isUnderflow();
            } else if (chars.position() == 0) {
                fill();
            }
        }
        chars.flip();
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            endOfBytes = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }
}
