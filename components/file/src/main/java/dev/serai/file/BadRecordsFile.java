/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.file.format.FormatCursor;
import dev.serai.file.storage.Storage;
import java.io.IOException;

/** Where the bad records of a file are put aside: beside it, in a folder that no stream reads. */
final class BadRecordsFile {

    private BadRecordsFile() {}

    /** @param records which were read to their end; when none were kept, nothing is written */
    static void write(Storage storage, String path, FormatCursor records) throws IOException {
        if (records.hasDiverted()) {
            int name = path.lastIndexOf('/') + 1;
            String file = path.substring(0, name) + ".bad/" + path.substring(name) + ".ndjson";
            long unused = storage.write(file, records::writeDiverted, true);
        }
    }
}
