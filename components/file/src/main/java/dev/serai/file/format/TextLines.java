/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Text, handed out line by line, so that a parser has never read further than the line in which its record ends. That is
 * how a record's first line and text are known, and how reading goes on behind a bad one: parsers cannot do either.
 */
final class TextLines extends Reader {

    private static final int BUFFER_SIZE = 1 << 15;

    private final StrictReader reader;
    private final int maxRecordSize;

    private char[] buffer = new char[BUFFER_SIZE];
    /** Where the record begins, how far it was handed out, where its line ends, and how far the buffer is filled. */
    private int start;

    private int position;
    private int lineEnd;
    private int limit;
    private boolean ended;

    private long recordLine = 1;
    private long line = 1;

    TextLines(StrictReader reader, int maxRecordSize) {
        this.reader = reader;
        this.maxRecordSize = maxRecordSize;
    }

    /** What was handed out so far was a record, and the next begins behind it and behind the empty lines that follow. */
    void beginRecord() throws IOException {
        beginAtPosition();
        while (start == position && hasMore() && (buffer[position] == '\n' || buffer[position] == '\r')) {
            lineEnd = findLineEnd();
            pass();
            beginAtPosition();
        }
    }

    private void beginAtPosition() {
        // A parser that meets a carriage return looks whether a line feed follows, and so gets a character more.
        boolean ahead = afterCarriageReturn(position - 1) && (position < lineEnd || !endsLine());
        start = ahead ? position - 1 : position;
        recordLine = line;
    }

    private boolean afterCarriageReturn(int index) {
        return index > start && buffer[index - 1] == '\r' && buffer[index] != '\n';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (position == lineEnd && !nextLine()) {
            return -1;
        }
        int count = afterCarriageReturn(position) ? 1 : Math.min(length, lineEnd - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        if (position == lineEnd) {
            line += endsLine() ? 1 : 0;
        }
        return count;
    }

    /** The next line without its end as a record of its own, or null at the end of the text. */
    String readLine() throws IOException {
        beginAtPosition();
        if (!nextLine()) {
            return null;
        }
        pass();
        return record();
    }

    /** The line in which the record begins, from 1. */
    long recordLine() {
        return recordLine;
    }

    /** What was handed out of the record so far, without the end of its last line. */
    String record() {
        int end = position;
        if (end > start && buffer[end - 1] == '\n') {
            end--;
        }
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
        return new String(buffer, start, end - start);
    }

    /** The line of the first byte in the record that is no text, or 0. */
    long lineOfNoText() {
        if (!reader.metNoText()) {
            return 0;
        }
        int index = StrictReader.indexOfNoText(buffer, start, position);
        return index < 0 ? 0 : recordLine + lineEnds(index);
    }

    /**
     * Goes back to the second line of the record, so that what follows a bad line is read as records again.
     *
     * @return the first line, or as much of it as a record may have
     */
    String passFirstLine() throws IOException {
        position = start;
        lineEnd = start;
        line = recordLine;
        try {
            if (nextLine()) {
                pass();
            }
            return record();
        } catch (RecordTooLargeException e) {
            String beginning = new String(buffer, start, maxRecordSize);
            passLongLine();
            return beginning;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void passLongLine() throws IOException {
        boolean carriageReturn = false;
        while (hasMore()) {
            char next = buffer[position];
            if (carriageReturn && next != '\n') {
                break;
            }
            position++;
            start = position;
            lineEnd = position;
            carriageReturn = next == '\r';
            if (next == '\n') {
                break;
            }
        }
        line++;
    }

    private void pass() {
        position = lineEnd;
        line += endsLine() ? 1 : 0;
    }

    private boolean endsLine() {
        return lineEnd > start && (buffer[lineEnd - 1] == '\n' || buffer[lineEnd - 1] == '\r');
    }

    private long lineEnds(int index) {
        long ends = 0;
        for (int i = start; i < index; i++) {
            ends += buffer[i] == '\n' || (buffer[i] == '\r' && buffer[i + 1] != '\n') ? 1 : 0;
        }
        return ends;
    }

    private boolean nextLine() throws IOException {
        if (!hasMore()) {
            return false;
        }
        lineEnd = findLineEnd();
        return true;
    }

    private boolean hasMore() throws IOException {
        return position < limit || fill();
    }

    private int findLineEnd() throws IOException {
        int index = position;
        while (true) {
            index = indexOfLineEnd(index);
            int length = index - start;
            if (length > maxRecordSize) {
                throw new RecordTooLargeException(maxRecordSize);
            }
            if (index == limit) {
                if (!fill()) {
                    return limit;
                }
            } else if (buffer[index] == '\n') {
                return index + 1;
            } else {
                boolean more = index + 1 < limit || fill();
                return start + length + (more && buffer[start + length + 1] == '\n' ? 2 : 1);
            }
            // What there is of the record may have moved in the buffer.
            index = start + length;
        }
    }

    private int indexOfLineEnd(int from) {
        char[] text = buffer;
        int end = limit;
        int index = from;
        while (index < end && text[index] != '\n' && text[index] != '\r') {
            index++;
        }
        return index;
    }

    /** Reads more behind what is there of the record. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (limit == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, limit - start);
                position -= start;
                lineEnd -= start;
                limit -= start;
                start = 0;
            } else {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        int count = reader.read(buffer, limit, buffer.length - limit);
        ended = count < 0;
        limit += Math.max(0, count);
        return !ended;
    }
}
