/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** The records as one JSON array, or as an object in each line. */
final class JsonSink implements RecordSink {

    private final SequenceWriter values;
    private final Writer out;
    private final boolean array;
    private boolean empty = true;

    private JsonSink(SequenceWriter values, Writer out, boolean array) {
        this.values = values;
        this.out = out;
        this.array = array;
    }

    static JsonSink array(Writer out) throws IOException {
        return new JsonSink(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValuesAsArray(out), out, true);
    }

    static JsonSink lines(Writer out) throws IOException {
        return new JsonSink(Json.MAPPER.writer().withRootValueSeparator("\n").writeValues(out), out, false);
    }

    @Override
    public void write(Map<?, ?> record) throws IOException {
        values.write(record);
        empty = false;
    }

    @Override
    public void end() throws IOException {
        values.close();
        if (array || !empty) {
            out.write('\n');
        }
        out.flush();
    }
}
