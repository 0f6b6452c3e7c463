/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Records of what the driver sends, for a reader who waits for each. Closing it ends the cursor on the server. */
final class BlockingRecords<T> implements RecordCursor {

    private final Stream<T> source;
    private final Iterator<T> values;
    private final Function<T, DataRecord> reading;
    private final Function<Throwable, RuntimeException> failures;

    /**
     * @param reading makes a record of a value
     * @param failures says what a failure of the source means
     */
    BlockingRecords(Stream<T> source, Function<T, DataRecord> reading, Function<Throwable, RuntimeException> failures) {
        this.source = source;
        this.values = source.iterator();
        this.reading = reading;
        this.failures = failures;
    }

    @Override
    public boolean hasNext() {
        try {
            return values.hasNext();
        } catch (RuntimeException e) {
            throw failures.apply(e);
        }
    }

    @Override
    public DataRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more records.");
        }
        return reading.apply(values.next());
    }

    @Override
    public void close() {
        source.close();
    }
}
