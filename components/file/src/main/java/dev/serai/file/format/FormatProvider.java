/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A format that a jar of its own brings, for it needs libraries that most do without. Found by
 * {@link java.util.ServiceLoader}. Thread-safe.
 */
public interface FormatProvider {

    /** The format as the option {@code format} names it. */
    String format();

    /**
     * Opens a file.
     *
     * @param file on this machine, which stays as it is until the source is closed
     * @throws IOException when it does not hold the format; the message says why, as a sentence without its full stop
     */
    RecordSource read(Path file) throws IOException;

    /**
     * Begins a file.
     *
     * @param out which stays open
     * @throws IllegalArgumentException for an option that is impossible; the message says why, as a sentence without its full
     *     stop
     */
    RecordSink write(OutputStream out, Options options) throws IOException;

    /**
     * How a file is written.
     *
     * @param schema in the format's own words; null when it is that of the first records
     * @param compression none, gzip or zstd, or auto for what is usual in the format
     */
    record Options(String schema, String compression) {}
}
