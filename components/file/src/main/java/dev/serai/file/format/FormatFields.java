/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.Caller;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of operations that read or write records. */
public final class FormatFields {

    /** What {@code read} gives when nobody says otherwise. */
    public static final String BYTES = "bytes";

    public static final String TEXT = "text";

    private static final String[] FORMATS = {"auto", "csv", "ndjson", "json-lines", "json", "xml", "lines", "parquet"};

    private static final String[] COMPRESSIONS = {"auto", "none", "gzip", "zip", "zstd"};

    private FormatFields() {}

    /**
     * Adds the fields that say how files are taken apart.
     *
     * @param onBadRecord what may be done about a record that cannot be read; the first is the default
     */
    public static Operation.Builder reading(Operation.Builder operation, String... onBadRecord) {
        Field format = Field.optional(
                        "format",
                        Field.Type.STRING,
                        "What the files hold. auto goes by the name's ending: .csv, .ndjson or .jsonl, .json,"
                                + " .xml, .parquet; any other is CSV.")
                .oneOf(FORMATS)
                .withDefault(Format.AUTO);
        return records(operation.field(format), onBadRecord)
                .field(compression("How the files are compressed. auto goes by their first bytes.")
                        .withDefault(Compression.AUTO));
    }

    /**
     * Adds the fields that say how one file is read as a whole: as it lies there, or as records.
     *
     * @param onBadRecord as in {@link #reading}
     */
    public static Operation.Builder readingWhole(Operation.Builder operation, String... onBadRecord) {
        Field format = Field.optional(
                        "format",
                        Field.Type.STRING,
                        "What comes back: bytes, text, the value of a JSON document, or records. auto goes by the"
                                + " name's ending: .csv, .ndjson or .jsonl, .json, .xml, .parquet; any other is CSV.")
                .oneOf(Stream.concat(Stream.of(BYTES, TEXT), Arrays.stream(FORMATS))
                        .toArray(String[]::new))
                .withDefault(BYTES);
        return records(operation.field(format), onBadRecord)
                .field(compression(
                        "How the file is compressed. auto goes by its first bytes. By default none for bytes,"
                                + " which come as they lie there, else auto."));
    }

    private static Field compression(String description) {
        return Field.optional("compression", Field.Type.STRING, description).oneOf(COMPRESSIONS);
    }

    private static Operation.Builder records(Operation.Builder operation, String... onBadRecord) {
        return operation
                .field(delimiter())
                .field(quote())
                .field(Field.optional(
                        "header",
                        Field.Type.BOOLEAN,
                        "Whether the first row of a CSV holds the names of its columns. By default true, unless columns"
                                + " is given."))
                .field(Field.optional(
                        "columns",
                        Field.Type.LIST,
                        "The names of a CSV's columns. Without them and a header they are column1, column2 and so on."))
                .field(Field.optional(
                                "raggedRows",
                                Field.Type.STRING,
                                "Whether a row of a CSV may have fewer or more values than there are columns, or is a bad"
                                        + " record.")
                        .oneOf("allow", "bad")
                        .withDefault("allow"))
                .field(charsetField("How the files' text is encoded. XML says it itself."))
                .field(Field.optional(
                        "recordsPath",
                        Field.Type.STRING,
                        "Where the array of records stands in a JSON document, as a JSON pointer: /data/items. By"
                                + " default the document is the array, or one record."))
                .field(Field.optional(
                        "recordElement",
                        Field.Type.STRING,
                        "The name of the elements of an XML document that are records. By default all children of the"
                                + " root are."))
                .field(Field.optional("maxEntries", Field.Type.INTEGER, "The most entries of a zip, folders included.")
                        .between("1", "1000000")
                        .withDefault("10000"))
                .field(Field.optional(
                                "maxSize",
                                Field.Type.INTEGER,
                                "The most bytes that may come out of a compressed file, or lie in a temporary file while a"
                                        + " Parquet file is read.")
                        .between("1", "")
                        .withDefault(Long.toString(16L << 30)))
                .field(Field.optional(
                                "maxRatio",
                                Field.Type.INTEGER,
                                "How many times as large as itself a compressed file may become, from a megabyte on.")
                        .between("2", "1000000")
                        .withDefault("250"))
                .field(Field.optional(
                                "maxRecordSize",
                                Field.Type.INTEGER,
                                "The most characters of one record. One that is longer is bad.")
                        .between("1", Integer.toString(256 << 20))
                        .withDefault(Integer.toString(4 << 20)))
                .field(Field.optional(
                                "onBadRecord",
                                Field.Type.STRING,
                                "What to do about a record that cannot be read."
                                        + (onBadRecord.length > 2
                                                ? " divert writes it into the file .bad/NAME.ndjson beside the file."
                                                : ""))
                        .oneOf(onBadRecord)
                        .withDefault(onBadRecord[0]));
    }

    /** Adds the fields that say how records are written. */
    public static Operation.Builder writing(Operation.Builder operation) {
        return operation
                .field(Field.optional(
                                "format",
                                Field.Type.STRING,
                                "How content is written that is not text, bytes or a stream of bytes. auto goes by the"
                                        + " path's ending, as in reading.")
                        .oneOf(FORMATS)
                        .withDefault(Format.AUTO))
                .field(delimiter())
                .field(quote())
                .field(Field.optional(
                                "header", Field.Type.BOOLEAN, "Whether a CSV begins with the names of its columns.")
                        .withDefault("true"))
                .field(Field.optional(
                        "columns",
                        Field.Type.LIST,
                        "The columns of a CSV. By default they are the keys of the first record."))
                .field(charsetField("How text of records is encoded."))
                .field(Field.optional("recordElement", Field.Type.STRING, "The name of a record's element in XML.")
                        .withDefault("record"))
                .field(Field.optional(
                        "schema",
                        Field.Type.STRING,
                        "The schema of a Parquet file, in Parquet's own words: message order { required int64 id; }. By"
                                + " default it is that of the first 1,000 records."))
                .field(Field.optional(
                                "compression",
                                Field.Type.STRING,
                                "How the file is compressed. auto goes by the path's ending, .gz, .zip or .zst, and"
                                        + " leaves text, bytes and streams as they are. In Parquet it is how the columns"
                                        + " are, with Snappy by default.")
                        .oneOf(COMPRESSIONS)
                        .withDefault(Compression.AUTO));
    }

    static Field delimiter() {
        return Field.optional(
                        "delimiter", Field.Type.STRING, "What stands between the columns of a CSV; 'tab' for a tab.")
                .withDefault(",");
    }

    static Field quote() {
        return Field.optional("quote", Field.Type.STRING, "The character around a value of a CSV that needs it.")
                .withDefault("\"");
    }

    static Field charsetField(String description) {
        return Field.optional("charset", Field.Type.STRING, description).withDefault("UTF-8");
    }

    /** @throws dev.serai.connector.ConnectorException when nothing has that name */
    public static Charset charset(Map<String, Object> input, Caller caller) {
        String name = (String) input.get("charset");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw caller.failure(
                            FormatErrors.OPTION_REFUSED,
                            "There is no charset '" + name + "'. Expected a name such as UTF-8, ISO-8859-1 or"
                                    + " windows-1252.")
                    .cause(e)
                    .build();
        }
    }
}
