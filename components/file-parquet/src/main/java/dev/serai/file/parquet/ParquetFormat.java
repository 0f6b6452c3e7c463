/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import dev.serai.file.format.FormatProvider;
import dev.serai.file.format.RecordSink;
import dev.serai.file.format.RecordSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet, read row group by row group and written in small ones. */
public final class ParquetFormat implements FormatProvider {

    @Override
    public String format() {
        return "parquet";
    }

    @Override
    public RecordSource read(Path file) throws IOException {
        return ParquetSource.open(file);
    }

    @Override
    public RecordSink write(OutputStream out, Options options) {
        CompressionCodecName codec =
                switch (options.compression()) {
                    case "auto" -> CompressionCodecName.SNAPPY;
                    case "none" -> CompressionCodecName.UNCOMPRESSED;
                    case "gzip", "zstd" ->
                        CompressionCodecName.valueOf(options.compression().toUpperCase(Locale.ROOT));
                    default ->
                        throw new IllegalArgumentException("the columns of a Parquet file cannot be compressed by "
                                + options.compression() + ". Expected auto, none, gzip or zstd");
                };
        return new ParquetSink(out, codec, options.schema() == null ? null : schema(options.schema()));
    }

    private static MessageType schema(String text) {
        MessageType schema;
        try {
            schema = MessageTypeParser.parseMessageType(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "'schema' is none of Parquet: " + e.getMessage()
                            + ". Expected one such as message order { required int64 id; optional binary name (STRING); }",
                    e);
        }
        WritableSchema.require(schema);
        return schema;
    }
}
