/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * How the library reads. Its builder of options is the only part of reading that does not run without Hadoop, as it asks a
 * class of MapReduce for filters; the constructor that it calls in the end does.
 */
final class ReadOptions {

    /** How much is read from the file at once, in bytes. */
    private static final int READ_SIZE = 8 << 20;

    private static final Object[] VALUES = {
        false, // old statistics of signed text
        false, // filters by statistics
        false, // filters by dictionaries
        false, // filters of records
        false, // filters by indexes of columns
        true, // checksums of pages, where a file has them
        false, // Bloom filters
        false, // buffers outside of the heap for decryption
        false, // reading in vectors by Hadoop
        FilterCompat.NOOP,
        ParquetMetadataConverter.NO_FILTER,
        new Codecs(),
        new HeapByteBufferAllocator(),
        READ_SIZE,
        Map.of(),
        null, // keys of encrypted files
        null, // metrics
        new PlainParquetConfiguration()
    };

    private ReadOptions() {}

    static ParquetReadOptions plain() {
        try {
            Constructor<?> constructor = Arrays.stream(ParquetReadOptions.class.getDeclaredConstructors())
                    .filter(candidate -> candidate.getParameterCount() == VALUES.length)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException("of " + VALUES.length + " values"));
            constructor.setAccessible(true);
            return (ParquetReadOptions) constructor.newInstance(VALUES);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Another parquet-hadoop is on the class path than the one that serai-file-parquet is made for.", e);
        }
    }
}
