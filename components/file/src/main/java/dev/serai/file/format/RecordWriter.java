/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.luben.zstd.ZstdOutputStream;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.BaseStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes records into one file, one after another, as the inputs of an operation say. */
public final class RecordWriter {

    private static final int BUFFER_SIZE = 1 << 16;

    private static final Set<Format> HAVE_AN_END = EnumSet.of(Format.XML, Format.JSON, Format.PARQUET);

    private final Format format;
    private final Compression compression;
    private final boolean compressionTold;
    private final CsvOptions csv;
    private final Charset charset;
    private final String recordElement;
    private final FormatProvider.Options providerOptions;
    private final ProvidedFormats provided;
    private final String path;
    private final Caller caller;

    private RecordWriter(Map<String, Object> input, String path, ProvidedFormats provided, Caller caller) {
        String told = (String) input.get("format");
        String compressed = (String) input.get("compression");
        this.format = told.equals(Format.AUTO) ? Format.byEnding(path) : Format.of(told, path);
        this.compressionTold = !compressed.equals(Compression.AUTO);
        this.compression = Compression.of(compressed, path);
        this.providerOptions = new FormatProvider.Options((String) input.get("schema"), compressed);
        this.provided = provided;
        this.csv = CsvOptions.of(input, caller);
        this.charset = FormatFields.charset(input, caller);
        this.recordElement = (String) input.get("recordElement");
        this.path = path;
        this.caller = caller;
    }

    /**
     * Makes the writer that an operation asks for.
     *
     * @param input of an operation with {@link FormatFields#writing}, complete
     * @param path of the file
     * @param provided where formats of other jars come from
     * @throws ConnectorException for a value that is impossible
     */
    public static RecordWriter of(Map<String, Object> input, String path, ProvidedFormats provided, Caller caller) {
        return new RecordWriter(input, path, provided, caller);
    }

    /** Whether anything can be written as JSON, which need not be records. */
    public boolean isJson() {
        return format == Format.JSON;
    }

    /** Whether a value is records, and the path or the options say in which format they are written. */
    public boolean takes(Object content) {
        boolean streamed =
                content instanceof Iterator || content instanceof BaseStream || content instanceof DataRecord;
        // A map or a list may be any JSON, and is written as what it is.
        boolean held = content instanceof Map || content instanceof Iterable;
        return format != null && (streamed || (held && !isJson()));
    }

    /** Whether content that is not records is compressed: bytes only when the option says so, for they may be already. */
    public boolean compresses(Object content) {
        boolean made = content instanceof Map || content instanceof Iterable;
        return (compressionTold || made) && compression != Compression.NONE;
    }

    /**
     * Requires that what is written can stand behind what a file holds already.
     *
     * @throws ConnectorException for a format or compression whose files have an end
     */
    public void requireContinuable(Object content) {
        boolean ends = takes(content) && HAVE_AN_END.contains(format);
        if (ends || (compression == Compression.ZIP && (takes(content) || compresses(content)))) {
            throw caller.failure(
                            FormatErrors.OPTION_REFUSED,
                            "The file " + path + " has an end behind which nothing can stand, as "
                                    + (ends ? format : compression)
                                    + " has. Append csv with header=false, ndjson or lines, or write the file as a whole.")
                    .build();
        }
    }

    /**
     * Writes records.
     *
     * @param content for which {@link #takes} is true
     * @param out which stays open
     * @throws ConnectorException for a record that has no form in the format; the message has its number
     */
    public void write(Object content, OutputStream out) throws IOException {
        // Of Parquet the option says how its columns are compressed, and only the path's ending how the file is.
        OutputStream compressed = format == Format.PARQUET && compressionTold ? open(out) : compressed(out);
        long number = 0;
        try {
            Iterator<?> records = iterator(content);
            RecordSink sink = sink(compressed);
            while (records.hasNext()) {
                number++;
                sink.write(record(records.next()));
            }
            sink.end();
        } catch (CharacterCodingException e) {
            throw refusal(number, "a character does not exist in " + charset.name() + ". Set charset=UTF-8", e);
        } catch (JsonProcessingException e) {
            throw refusal(number, e.getOriginalMessage(), e);
        } catch (RefusedRecordException e) {
            throw refusal(e.record(), e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw refusal(number, e.getMessage(), e);
        } finally {
            closeContent(content);
        }
        compressed.close();
    }

    /** Puts the compression in front of a stream, which stays open. */
    public OutputStream compressed(OutputStream out) throws IOException {
        OutputStream open = open(out);
        return switch (compression) {
            case NONE -> open;
            case GZIP -> new GZIPOutputStream(open, BUFFER_SIZE);
            case ZSTD -> new ZstdOutputStream(open);
            case ZIP -> {
                ZipOutputStream zip = new ZipOutputStream(open);
                String name = Compression.withoutEnding(path);
                zip.putNextEntry(new ZipEntry(name.substring(name.lastIndexOf('/') + 1)));
                yield zip;
            }
        };
    }

    private static OutputStream open(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private RecordSink sink(OutputStream out) throws IOException {
        return switch (format) {
            case CSV -> new CsvSink(text(out), csv);
            case NDJSON -> JsonSink.lines(text(out));
            case JSON -> JsonSink.array(text(out));
            case XML -> new XmlSink(text(out), charset.name(), recordElement);
            case LINES -> new LineSink(text(out));
            case PARQUET -> provided.require(Format.PARQUET, caller).write(out, providerOptions);
        };
    }

    private Writer text(OutputStream out) {
        return new BufferedWriter(
                new OutputStreamWriter(
                        out,
                        charset.newEncoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                BUFFER_SIZE);
    }

    private static Iterator<?> iterator(Object content) {
        if (content instanceof Iterator<?> records) {
            return records;
        }
        if (content instanceof BaseStream<?, ?> records) {
            return records.iterator();
        }
        return content instanceof Iterable<?> records
                ? records.iterator()
                : List.of(content).iterator();
    }

    private static Map<?, ?> record(Object value) {
        if (value instanceof DataRecord record) {
            return record.data();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(
                "it is " + (value == null ? "null" : "a " + value.getClass().getName()) + ". Expected a map");
    }

    private ConnectorException refusal(long number, String reason, Exception cause) {
        if (number == 0) {
            return caller.failure(
                            FormatErrors.OPTION_REFUSED, "The file " + path + " cannot be written: " + reason + ".")
                    .cause(cause)
                    .build();
        }
        return caller.failure(
                        FormatErrors.CONTENT_REFUSED,
                        "The file " + path + ": record " + number + " cannot be written: " + reason + ".")
                .detail("record", number)
                .cause(cause)
                .build();
    }

    private static void closeContent(Object content) throws IOException {
        if (content instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
