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
import java.util.Map;

/** The fields of operations that read or write records. */
public final class FormatFields {

    private static final String[] FORMATS = {"auto", "csv", "ndjson", "json-lines", "json", "xml", "lines"};

    private static final String[] COMPRESSIONS = {"auto", "none", "gzip", "zip", "zstd"};

    private FormatFields() {}

    /**
     * Adds the fields that say how files are taken apart.
     *
     * @param onBadRecord what may be done about a record that cannot be read; the first is the default
     */
    public static Operation.Builder reading(Operation.Builder operation, String... onBadRecord) {
        return operation
                .field(Field.optional(
                                "format",
                                Field.Type.STRING,
                                "What the files hold. auto goes by the name's ending: .csv, .ndjson or .jsonl, .json,"
                                        + " .xml; any other is CSV.")
                        .oneOf(FORMATS)
                        .withDefault(Format.AUTO))
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
                .field(Field.optional(
                                "compression",
                                Field.Type.STRING,
                                "How the files are compressed. auto goes by their first bytes.")
                        .oneOf(COMPRESSIONS)
                        .withDefault(Compression.AUTO))
                .field(Field.optional("maxEntries", Field.Type.INTEGER, "The most entries of a zip, folders included.")
                        .between("1", "1000000")
                        .withDefault("10000"))
                .field(Field.optional(
                                "maxSize", Field.Type.INTEGER, "The most bytes that may come out of a compressed file.")
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
                                "compression",
                                Field.Type.STRING,
                                "How the file is compressed. auto goes by the path's ending, .gz, .zip or .zst, and"
                                        + " leaves text, bytes and streams as they are.")
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
    static Charset charset(Map<String, Object> input, Caller caller) {
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
