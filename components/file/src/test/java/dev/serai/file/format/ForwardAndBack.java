/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.RecordCursor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads a large CSV that nobody stores, writes its records as another file, and reads that, in a process of its own. */
final class ForwardAndBack {

    private static final int ROW = 100;

    private ForwardAndBack() {}

    /** @param arguments the other file's name, and the CSV's size in megabytes */
    public static void main(String[] arguments) throws Exception {
        long rows = (Long.parseLong(arguments[1]) << 20) / ROW;
        PipedInputStream other = new PipedInputStream(1 << 16);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(arguments[0], rows, other));
        long read = 0;
        try (RecordCursor records = Streams.open(arguments[0], other, Map.of("maxRatio", 1_000_000))) {
            while (records.hasNext()) {
                Map<String, Object> record = records.next().data();
                if (Long.parseLong((String) record.get("id")) != read || record.size() != 3) {
                    throw new IllegalStateException("The record " + record + " came in place of " + read + ".");
                }
                read++;
            }
        }
        writing.join();
        if (read != rows) {
            throw new IllegalStateException(read + " records of " + rows + " came back.");
        }
    }

    private static void write(String name, long rows, PipedInputStream other) {
        try (OutputStream out = new PipedOutputStream(other)) {
            // The writer closes the cursor.
            Streams.writer(name, Map.of()).write(Streams.open("rows.csv", new Rows(rows), Map.of()), out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a CSV, made as they are read. */
    private static final class Rows extends InputStream {

        private final long rows;
        private long made;
        private byte[] row = "id,name,note\n".getBytes(StandardCharsets.UTF_8);
        private int place;

        Rows(long rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (place == row.length && !makeRow()) {
                return -1;
            }
            int count = Math.min(length, row.length - place);
            System.arraycopy(row, place, target, offset, count);
            place += count;
            return count;
        }

        private boolean makeRow() {
            if (made == rows) {
                return false;
            }
            String begin = made + ",customer " + made % 1000 + ",\"as ordered, no. " + made;
            row = (begin + "x".repeat(Math.max(0, ROW - 2 - begin.length())) + "\"\n").getBytes(StandardCharsets.UTF_8);
            place = 0;
            made++;
            return true;
        }
    }
}
