/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.github.luben.zstd.ZstdInputStream;
import dev.serai.connector.Caller;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Takes files apart into records, as the inputs of an operation say. Immutable, for any number of files at once. */
public final class RecordReader {

    /** Parsers take small pieces; the system gives large ones for the same price. */
    private static final int BUFFER_SIZE = 1 << 16;

    private final ReadOptions options;
    private final ProvidedFormats provided;
    private final Caller caller;

    private RecordReader(ReadOptions options, ProvidedFormats provided, Caller caller) {
        this.options = options;
        this.provided = provided;
        this.caller = caller;
    }

    /**
     * Makes the reader that an operation asks for.
     *
     * @param input of an operation with {@link FormatFields#reading} or {@link FormatFields#readingWhole}, complete
     * @param provided where formats of other jars come from
     * @throws dev.serai.connector.ConnectorException for a value that is impossible
     */
    public static RecordReader of(Map<String, Object> input, ProvidedFormats provided, Caller caller) {
        ReadOptions options = ReadOptions.of(input, caller);
        if (options.format().equals(Format.PARQUET.option())) {
            // Whoever names it is told at the start that it is not there.
            FormatProvider unused = provided.require(Format.PARQUET, caller);
        }
        return new RecordReader(options, provided, caller);
    }

    /** Whether a file is a JSON document, as the option {@code format} says or, for {@code auto}, its name. */
    public static boolean isJson(String format, String name) {
        return Format.of(format, name) == Format.JSON;
    }

    /**
     * Takes a file apart.
     *
     * @param name of the file in messages; its ending says what the file holds when nothing else does
     * @param file which the cursor closes
     * @throws dev.serai.connector.ConnectorException when it does not begin as its format asks; the stream is closed then
     */
    public FormatCursor open(String name, InputStream file) throws IOException {
        Origin origin = new Origin(caller, name, null);
        try {
            FormatCursor cursor = new FormatCursor(
                    this, contents(name, file, origin), new BadRecords(options.onBadRecord(), origin), origin);
            cursor.begin();
            return cursor;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * What a file holds, its compression taken away.
     *
     * @param name of the file in messages
     * @param file which the stream closes
     * @throws dev.serai.connector.ConnectorException when it does not begin as its compression asks, or is a zip that does
     *     not hold one file; the stream is closed then. Reading fails likewise
     */
    public InputStream content(String name, InputStream file) throws IOException {
        Origin origin = new Origin(caller, name, null);
        try {
            return SoleContent.of(contents(name, file, origin), origin);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Contents contents(String name, InputStream file, Origin origin) throws IOException {
        FileBytes bytes = new FileBytes(file, origin);
        BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER_SIZE);
        Compression compression = Compression.of(options.compression(), buffered);
        try {
            return switch (compression) {
                case NONE -> Contents.single(name, buffered);
                case ZIP -> new ZipContents(buffered, bytes, options.bounds(), origin);
                case GZIP ->
                    Contents.single(
                            name,
                            new Decompressed(
                                    GzipCompressorInputStream.builder()
                                            .setInputStream(buffered)
                                            .setDecompressConcatenated(true)
                                            .get(),
                                    bytes,
                                    options.bounds(),
                                    origin));
                case ZSTD ->
                    Contents.single(
                            name, new Decompressed(new ZstdInputStream(buffered), bytes, options.bounds(), origin));
            };
        } catch (IOException e) {
            throw origin.failure(
                    FormatErrors.MALFORMED,
                    "this is not " + options.compression() + " (" + e.getMessage() + "). Set compression=auto.",
                    e);
        }
    }

    /** The records of one content. */
    RecordSource source(Contents.Content content, Origin origin) throws IOException {
        return switch (Format.of(options.format(), content.name())) {
            case CSV -> CsvSource.open(lines(content), options, origin);
            case NDJSON -> new LineSource(lines(content), true, options.charset(), origin);
            case LINES -> new LineSource(lines(content), false, options.charset(), origin);
            case JSON -> new JsonSource(limited(content), options.charset(), options.recordsPath(), origin);
            case XML -> new XmlSource(limited(content), options.recordElement(), origin);
            case PARQUET ->
                SpooledSource.open(
                        provided.require(Format.PARQUET, caller),
                        content.bytes(),
                        options.bounds().maxSize(),
                        origin);
        };
    }

    private TextLines lines(Contents.Content content) {
        return new TextLines(new StrictReader(content.bytes(), options.charset()), options.maxRecordSize());
    }

    private RecordLimit limited(Contents.Content content) {
        return new RecordLimit(content.bytes(), options.maxRecordSize());
    }
}
