/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the records of one file that cannot be read. */
final class BadRecords implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);

    /** So many of one file are logged, that a broken one does not fill the log. */
    private static final int LOGGED = 10;

    /** What is done about one. */
    enum Policy {
        STOP,
        SKIP,
        DIVERT;

        static Policy of(String option) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
    }

    private final Policy policy;
    private final Origin origin;

    private long count;
    private Path kept;
    private OutputStream out;

    BadRecords(Policy policy, Origin origin) {
        this.policy = policy;
        this.origin = origin;
    }

    long count() {
        return count;
    }

    /**
     * Takes one.
     *
     * @param record its number
     * @param where the file or the archive's entry in which it stands
     * @throws dev.serai.connector.ConnectorException when reading must stop
     */
    void take(BadRecordException bad, long record, Origin where) {
        if (policy == Policy.STOP) {
            throw where.failure(
                    FormatErrors.MALFORMED, bad.line(), bad.getMessage() + " It is record " + record + ".", bad);
        }
        count++;
        if (count <= LOGGED) {
            LOG.warn("{}, line {}: record {} is left out: {}", where.name(), bad.line(), record, bad.getMessage());
        }
        if (policy == Policy.DIVERT) {
            keep(bad, record, where);
        }
    }

    /** The file was read to its end. */
    void summarise() {
        if (count > LOGGED) {
            LOG.warn("{}: {} records in all were left out.", origin.name(), count);
        }
    }

    boolean hasKept() {
        return out != null;
    }

    /** Writes what was kept: a JSON object for each in a line of its own. */
    void writeTo(OutputStream target) throws IOException {
        out.flush();
        Files.copy(kept, target);
    }

    private void keep(BadRecordException bad, long record, Origin where) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", where.file());
        if (where.entry() != null) {
            line.put("entry", where.entry());
        }
        line.put("line", bad.line());
        line.put("record", record);
        line.put("reason", bad.getMessage());
        line.put("raw", bad.raw());
        try {
            if (out == null) {
                kept = Files.createTempFile("serai-bad-records-", ".ndjson");
                out = new BufferedOutputStream(Files.newOutputStream(kept));
            }
            out.write(Json.MAPPER.writeValueAsBytes(line));
            out.write('\n');
        } catch (IOException e) {
            throw origin.failure(
                    FormatErrors.ACCESS_FAILED, "its bad records cannot be kept: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        if (out == null) {
            return;
        }
        try (OutputStream closing = out) {
            closing.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            kept.toFile().delete();
            out = null;
        }
    }
}
