/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.RecordCursor;
import dev.serai.file.format.FormatCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads files page by page. A page's cursor is the number of the last record before it. */
final class FilePages {

    private FilePages() {}

    static FetchResponse read(FormatCursor file, FetchRequest.Pagination page, Caller caller) {
        try (file) {
            long skipped = skip(
                    file, page.cursor().isPresent() ? position(page.cursor().get(), caller) : page.offset());
            List<DataRecord> records = new ArrayList<>();
            while (records.size() < page.limit() && file.hasNext()) {
                records.add(file.next());
            }
            Optional<String> next = file.hasNext() && !records.isEmpty()
                    ? Optional.of(records.get(records.size() - 1).position())
                    : Optional.empty();
            OptionalLong total = page.total() ? OptionalLong.of(total(file, skipped, records)) : OptionalLong.empty();
            return new FetchResponse(records, total, next, Map.of("badRecords", file.badRecords()));
        }
    }

    /** @throws dev.serai.connector.ConnectorException when it is none of ours */
    static long position(String cursor, Caller caller) {
        if (!cursor.matches("\\d{1,18}")) {
            throw caller.failure(
                            FileErrors.OPTION_REFUSED,
                            "The cursor '" + cursor + "' is none of this connector's: it gives the number of a record.")
                    .build();
        }
        return Long.parseLong(cursor);
    }

    /** Leaves records out; gives how many there were to leave out. */
    static long skip(RecordCursor file, long records) {
        long skipped = 0;
        while (skipped < records && file.hasNext()) {
            file.next();
            skipped++;
        }
        return skipped;
    }

    private static long total(RecordCursor file, long skipped, List<DataRecord> records) {
        return skipped + records.size() + skip(file, Long.MAX_VALUE);
    }
}
