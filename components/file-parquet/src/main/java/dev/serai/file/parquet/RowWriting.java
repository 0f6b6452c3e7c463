/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** How the library's writer gets rows. Hadoop's configuration stands in its signatures, and is asked for by nobody. */
final class RowWriting extends WriteSupport<Map<?, ?>> {

    /** As much is held in memory before it is written, in bytes. */
    private static final long ROW_GROUP_SIZE = 32L << 20;

    private final MessageType schema;
    private WrittenValues values;

    private RowWriting(MessageType schema) {
        this.schema = schema;
    }

    static ParquetWriter<Map<?, ?>> open(OutputStream out, MessageType schema, CompressionCodecName codec)
            throws IOException {
        return new Builder(new StreamedFile(out), schema)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withCompressionCodec(codec)
                .withRowGroupSize(ROW_GROUP_SIZE)
                .build();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    @SuppressWarnings("deprecation") // It is abstract.
    public WriteContext init(Configuration configuration) {
        throw new UnsupportedOperationException("There is no Hadoop here.");
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        values = new WrittenValues(consumer);
    }

    @Override
    public void write(Map<?, ?> record) {
        values.write(record, schema);
    }

    private static final class Builder extends ParquetWriter.Builder<Map<?, ?>, Builder> {

        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Map<?, ?>> getWriteSupport(ParquetConfiguration configuration) {
            return new RowWriting(schema);
        }

        @Override
        @SuppressWarnings("deprecation") // It is abstract.
        protected WriteSupport<Map<?, ?>> getWriteSupport(Configuration configuration) {
            return new RowWriting(schema);
        }
    }
}
