/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The records of a format that is not read from the front to the back, which only files of this machine can be. What the
 * stream holds lies in a temporary file until the source is closed.
 */
final class SpooledSource implements RecordSource {

    private static final int BUFFER_SIZE = 1 << 16;

    private final Path file;
    private final RecordSource source;

    private SpooledSource(Path file, RecordSource source) {
        this.file = file;
        this.source = source;
    }

    /** @param maxSize of the temporary file, in bytes */
    static SpooledSource open(FormatProvider format, InputStream content, long maxSize, Origin origin) {
        Path file = null;
        try {
            file = Files.createTempFile("serai-" + format.format() + "-", ".tmp");
            spool(content, file, maxSize, origin);
        } catch (IOException e) {
            delete(file);
            throw origin.failure(
                    FormatErrors.ACCESS_FAILED, "it cannot be kept in a temporary file: " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
        try {
            return new SpooledSource(file, format.read(file));
        } catch (IOException e) {
            delete(file);
            throw origin.failure(FormatErrors.MALFORMED, e.getMessage() + ".", e);
        }
    }

    private static void spool(InputStream content, Path file, long maxSize, Origin origin) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            long size = 0;
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                size += count;
                if (size > maxSize) {
                    throw origin.failure(
                            FormatErrors.ARCHIVE_REFUSED,
                            "it has more than " + maxSize
                                    + " bytes ('maxSize'), and would lie in a temporary file while"
                                    + " it is read. Raise the bound if that is right.",
                            null);
                }
                out.write(buffer, 0, count);
            }
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            boolean unused = file.toFile().delete();
        }
    }

    @Override
    public Map<String, Object> next() throws IOException, BadRecordException {
        return source.next();
    }

    @Override
    public long line() {
        return source.line();
    }

    @Override
    public void close() throws IOException {
        try (source) {
            delete(file);
        }
    }
}
