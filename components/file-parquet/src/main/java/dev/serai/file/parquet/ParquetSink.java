/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import dev.serai.file.format.RecordSink;
import dev.serai.file.format.RefusedRecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/** Rows of a Parquet file, in the schema that is given or that of the first records, which are held until it is known. */
final class ParquetSink implements RecordSink {

    /** So many records are held. */
    private static final int SAMPLE = 1000;

    private final OutputStream out;
    private final CompressionCodecName codec;
    private final List<Map<?, ?>> held = new ArrayList<>();
    private final InferredSchema inferred = new InferredSchema();
    private MessageType schema;
    private ParquetWriter<Map<?, ?>> writer;

    /** @param schema null for that of the first records */
    ParquetSink(OutputStream out, CompressionCodecName codec, MessageType schema) {
        this.out = out;
        this.codec = codec;
        this.schema = schema;
    }

    @Override
    public void write(Map<?, ?> record) throws IOException {
        if (schema != null) {
            writer().write(record);
            return;
        }
        inferred.add(record);
        held.add(record);
        if (held.size() == SAMPLE) {
            writeHeld();
        }
    }

    @Override
    public void end() throws IOException {
        if (schema == null) {
            writeHeld();
        }
        writer().close();
    }

    private void writeHeld() throws IOException {
        schema = inferred.schema();
        long number = 0;
        for (Map<?, ?> record : held) {
            number++;
            try {
                writer().write(record);
            } catch (IllegalArgumentException e) {
                throw new RefusedRecordException(number, e.getMessage(), e);
            }
        }
        held.clear();
    }

    private ParquetWriter<Map<?, ?>> writer() throws IOException {
        if (writer == null) {
            writer = RowWriting.open(out, schema, codec);
        }
        return writer;
    }
}
