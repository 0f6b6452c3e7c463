/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** A line for each record that has the key {@value LineSource#KEY} and no other, as they are read. */
final class LineSink implements RecordSink {

    private final Writer out;

    LineSink(Writer out) {
        this.out = out;
    }

    @Override
    public void write(Map<?, ?> record) throws IOException {
        if (record.size() != 1 || !record.containsKey(LineSource.KEY)) {
            throw new IllegalArgumentException(
                    "its keys are " + record.keySet() + ". Expected '" + LineSource.KEY + "' and no other");
        }
        String line = Values.text(LineSource.KEY, record.get(LineSource.KEY));
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("its line has the end of a line in it");
        }
        out.write(line);
        out.write('\n');
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
