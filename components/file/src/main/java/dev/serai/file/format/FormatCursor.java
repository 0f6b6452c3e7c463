/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The records of a file, of an archive one entry after another. Reads one record ahead, to know whether there is one, and
 * holds no more than that one. A record's id is its number in the file, bad ones counted; its position is the number of
 * records given so far, bad ones not counted. Used by one thread at a time.
 */
public final class FormatCursor implements RecordCursor {

    /** Where a record's metadata say in which line of its file or entry it begins: a long from 1. */
    public static final String LINE = "line";

    /** Where a record's metadata name the entry of the archive that it stands in. */
    public static final String ENTRY = "entry";

    private final RecordReader reader;
    private final Contents contents;
    private final Origin origin;
    private final BadRecords badRecords;

    private Origin where;
    private RecordSource source;
    private DataRecord next;
    private boolean ended;
    private long records;
    private long given;

    FormatCursor(RecordReader reader, Contents contents, BadRecords badRecords, Origin origin) {
        this.reader = reader;
        this.contents = contents;
        this.origin = origin;
        this.where = origin;
        this.badRecords = badRecords;
    }

    /** How many bad records were left out so far. */
    public long badRecords() {
        return badRecords.count();
    }

    /** Whether bad records were kept, which closing forgets. */
    public boolean hasDiverted() {
        return badRecords.hasKept();
    }

    /** Writes the bad records that were kept: in each line a JSON object with file, line, record, reason and raw text. */
    public void writeDiverted(OutputStream out) throws IOException {
        badRecords.writeTo(out);
    }

    /** Opens the first content, so that one that begins wrong is known before a record is asked for. */
    void begin() throws IOException {
        openNext();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = read();
            if (next == null) {
                ended = true;
                badRecords.summarise();
            }
        }
        return next != null;
    }

    @Override
    public DataRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The file holds no more records.");
        }
        DataRecord record = next;
        next = null;
        return record;
    }

    private DataRecord read() {
        while (source != null) {
            try {
                Map<String, Object> values = source.next();
                if (values != null) {
                    return record(values);
                }
                source.close();
                openNext();
            } catch (BadRecordException e) {
                records++;
                badRecords.take(e, records, where);
            } catch (IOException e) {
                throw failure(e);
            }
        }
        return null;
    }

    private DataRecord record(Map<String, Object> values) {
        records++;
        given++;
        Map<String, Object> metadata =
                where.entry() == null ? Map.of(LINE, source.line()) : Map.of(LINE, source.line(), ENTRY, where.entry());
        String number = Long.toString(records);
        return new DataRecord(number, values, metadata, null, given == records ? number : Long.toString(given));
    }

    private void openNext() throws IOException {
        source = null;
        Contents.Content content = contents.next();
        if (content != null) {
            where = origin.of(content.entry());
            source = reader.source(content, where);
        }
    }

    private ConnectorException failure(IOException cause) {
        return where.failure(FormatErrors.MALFORMED, cause.getMessage() + ".", cause);
    }

    @Override
    public void close() {
        ended = true;
        next = null;
        badRecords.close();
        try (contents) {
            if (source != null) {
                source.close();
            }
        } catch (IOException e) {
            // Nothing was written, so nothing is lost when the system fails to close.
            ended = true;
        }
    }
}
