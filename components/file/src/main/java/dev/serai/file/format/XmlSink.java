/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An element for each record below one root, as {@link XmlSource} reads them. */
final class XmlSink implements RecordSink {

    /** A name without a colon; the writer of the JDK checks none. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_.\\u00B7-]*");

    /** What XML 1.0 cannot hold, not even escaped. */
    private static final Pattern NO_CHARACTER =
            Pattern.compile("[^\\u0009\\u000A\\u000D\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final Writer out;
    private final String element;
    private final XMLStreamWriter writer;

    XmlSink(Writer out, String encoding, String element) throws IOException {
        this.out = out;
        this.element = requireName(element);
        try {
            this.writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            writer.writeStartDocument(encoding, "1.0");
            writer.writeCharacters("\n");
            writer.writeStartElement("records");
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    @Override
    public void write(Map<?, ?> record) throws IOException {
        try {
            writer.writeCharacters("\n");
            writeElement(element, record);
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private void writeElement(String name, Object value) throws XMLStreamException {
        writer.writeStartElement(requireName(name));
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                if (key.startsWith(XmlSource.ATTRIBUTE)) {
                    writer.writeAttribute(requireName(key.substring(1)), text(key, entry.getValue()));
                }
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeChild(String.valueOf(entry.getKey()), entry.getValue());
            }
        } else {
            writer.writeCharacters(text(name, value));
        }
        writer.writeEndElement();
    }

    private void writeChild(String key, Object value) throws XMLStreamException {
        if (key.equals(XmlSource.TEXT)) {
            writer.writeCharacters(text(key, value));
        } else if (!key.startsWith(XmlSource.ATTRIBUTE)) {
            for (Object each : value instanceof Collection<?> all ? all : List.of(value == null ? "" : value)) {
                writeElement(key, each);
            }
        }
    }

    private static String text(String key, Object value) {
        String text = Values.text(key, value);
        if (NO_CHARACTER.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "the value of '" + key + "' has a control character, which XML cannot hold");
        }
        return text;
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no name of an XML element. Expected letters, digits, '_', '-' and '.', a letter first");
        }
        return name;
    }

    private static IOException failure(XMLStreamException cause) {
        return cause.getNestedException() instanceof IOException known ? known : new IOException(cause);
    }

    @Override
    public void end() throws IOException {
        try {
            writer.writeCharacters("\n");
            writer.writeEndElement();
            writer.writeCharacters("\n");
            writer.flush();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
        out.flush();
    }
}
