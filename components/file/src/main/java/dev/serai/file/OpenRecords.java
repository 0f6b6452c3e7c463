/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.file.format.FormatCursor;
import dev.serai.file.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records of a file as they are asked for. At their end the bad ones that were kept are written beside the file, and the
 * file is closed. Used by one thread at a time; closing may come from another.
 */
final class OpenRecords implements Iterator<Map<String, Object>>, Closeable {

    private final FormatCursor records;
    private final String path;
    private final Storage storage;
    private final Caller caller;
    private boolean closed;

    OpenRecords(FormatCursor records, String path, Storage storage, Caller caller) {
        this.records = records;
        this.path = path;
        this.storage = storage;
        this.caller = caller;
    }

    @Override
    public synchronized boolean hasNext() {
        if (closed) {
            return false;
        }
        try {
            if (records.hasNext()) {
                return true;
            }
            BadRecordsFile.write(storage, path, records);
        } catch (IOException e) {
            close();
            throw FileFailures.of(caller, "The bad records of the file " + path + " cannot be written", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        close();
        return false;
    }

    @Override
    public synchronized Map<String, Object> next() {
        return new LinkedHashMap<>(records.next().data());
    }

    /** How many were left out so far. */
    synchronized long badRecords() {
        return records.badRecords();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            records.close();
        }
    }
}
