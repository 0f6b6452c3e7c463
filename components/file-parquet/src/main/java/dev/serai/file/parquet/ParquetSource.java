/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import dev.serai.file.format.RecordSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** The rows of a Parquet file. One row group is in memory at a time, as it lies in the file: compressed. */
final class ParquetSource implements RecordSource {

    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED = "PARE";

    /** The magic twice, and a length between, in bytes. */
    private static final long SHORTEST = 12;

    private final ParquetFileReader file;
    private final MessageType schema;
    private final MessageColumnIO columns;
    private final GroupRecordConverter converter;

    private int rowGroup;
    private RecordReader<Group> rows;
    private long left;
    private long number;

    private ParquetSource(ParquetFileReader file) {
        this.file = file;
        this.schema = file.getFileMetaData().getSchema();
        this.columns = new ColumnIOFactory(file.getFileMetaData().getCreatedBy()).getColumnIO(schema);
        this.converter = new GroupRecordConverter(schema);
    }

    static ParquetSource open(Path file) throws IOException {
        requireParquet(file);
        try {
            ParquetFileReader reader = new ParquetFileReader(new LocalInputFile(file), ReadOptions.plain());
            try {
                return new ParquetSource(reader);
            } catch (RuntimeException e) {
                reader.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException("the description of its columns at its end is damaged: " + e.getMessage(), e);
        }
    }

    private static void requireParquet(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() < SHORTEST) {
                throw new IOException("this is not Parquet: it has only " + bytes.length() + " bytes");
            }
            String first = magic(bytes, 0);
            String last = magic(bytes, bytes.length() - MAGIC.length());
            if (first.equals(ENCRYPTED) || last.equals(ENCRYPTED)) {
                throw new IOException("it is encrypted, and cannot be read");
            }
            if (!first.equals(MAGIC)) {
                throw new IOException("this is not Parquet: it does not begin with " + MAGIC);
            }
            if (!last.equals(MAGIC)) {
                throw new IOException("it is cut off: a Parquet file ends with " + MAGIC);
            }
        }
    }

    private static String magic(RandomAccessFile file, long position) throws IOException {
        byte[] bytes = new byte[MAGIC.length()];
        file.seek(position);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Map<String, Object> next() throws IOException {
        try {
            if (left == 0 && !openRowGroup()) {
                return null;
            }
            Group row = rows.read();
            left--;
            number++;
            return ReadValues.record(row, schema);
        } catch (RuntimeException e) {
            throw new IOException("record " + (number + 1) + " cannot be read, nor what follows: " + reason(e), e);
        }
    }

    private boolean openRowGroup() throws IOException {
        List<BlockMetaData> rowGroups = file.getRowGroups();
        PageReadStore pages = null;
        while (rowGroup < rowGroups.size() && left == 0) {
            requireMemory(rowGroups.get(rowGroup));
            pages = file.readNextRowGroup();
            left = pages == null ? 0 : pages.getRowCount();
            rowGroup++;
        }
        if (left > 0) {
            rows = columns.getRecordReader(pages, converter);
        }
        return left > 0;
    }

    private void requireMemory(BlockMetaData next) throws IOException {
        long size = next.getCompressedSize();
        long memory = Runtime.getRuntime().maxMemory();
        if (size > memory / 2) {
            throw new IOException("its row group " + (rowGroup + 1) + " has " + size
                    + " bytes, which are in memory at once and more than half of what this process has (" + memory
                    + "). Give it more (-Xmx), or write the file in smaller row groups");
        }
    }

    /** The library says where a page is, and only its cause what is wrong with it. */
    private static String reason(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** There are no lines. */
    @Override
    public long line() {
        return number;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
