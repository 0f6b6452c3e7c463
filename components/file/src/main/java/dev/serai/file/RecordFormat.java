/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.RecordCursor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/**
 * How files are taken apart.
 *
 * @param delimiter stands between the columns of a CSV
 */
record RecordFormat(Kind kind, String delimiter, Charset charset, Caller caller) {

    /** What a file holds. */
    enum Kind {
        CSV,
        JSON_LINES,
        LINES
    }

    /**
     * Opens a file.
     *
     * @param content closed with the cursor, and when it does not begin as its format asks
     * @param name of the file in messages
     * @throws dev.serai.connector.ConnectorException when it does not begin as its format asks
     */
    RecordCursor open(InputStream content, String name) {
        Origin origin = new Origin(caller, name);
        InputStream in = new BufferedInputStream(content);
        try {
            StrictReader reader = new StrictReader(in, charset, origin);
            return switch (kind) {
                case CSV -> CsvCursor.open(reader, delimiter, origin);
                case JSON_LINES -> LineCursor.ofJson(reader, origin);
                case LINES -> LineCursor.ofText(reader, origin);
            };
        } catch (IOException e) {
            close(in);
            throw FileFailures.of(caller, "The file " + name + " cannot be read", e);
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
