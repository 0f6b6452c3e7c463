/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of one name in an XML document, or all children of its root. An attribute stands under its name behind
 * {@code @}; text beside attributes or elements under {@value #TEXT}; elements of one name within one element are a list.
 * Documents with a DTD are refused, and with it all entities of their own.
 */
final class XmlSource implements RecordSource {

    static final String TEXT = "#text";
    static final String ATTRIBUTE = "@";

    /** How deep elements may stand in a record. */
    private static final int DEEPEST = 100;

    private final XMLStreamReader reader;
    private final RecordLimit limit;
    private final String element;
    private final Origin origin;

    private int depth;
    private long line = 1;

    /** @param element the local name of the records' elements, or null for all children of the root */
    XmlSource(RecordLimit limit, String element, Origin origin) {
        this.limit = limit;
        this.element = element;
        this.origin = origin;
        try {
            this.reader = factory().createXMLStreamReader(limit);
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private static XMLInputFactory factory() {
        // The one of the JDK, whatever else is on the class path: its settings are known.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    @Override
    public Map<String, Object> next() {
        try {
            while (reader.hasNext()) {
                limit.beginRecord();
                int event = reader.next();
                line = reader.getLocation().getLineNumber();
                switch (event) {
                    case XMLStreamConstants.DTD ->
                        throw origin.failure(
                                FormatErrors.MALFORMED,
                                line,
                                "it has a DTD, which could make it read other files or grow without end. Remove it.",
                                null);
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (element == null ? depth == 2 : reader.getLocalName().equals(element)) {
                            depth--;
                            return record();
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {
                        // Text between records, comments and processing instructions say nothing of records.
                    }
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private Map<String, Object> record() throws XMLStreamException {
        Object value = value(1);
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> record = (Map<String, Object>) map;
            return record;
        }
        Map<String, Object> record = new LinkedHashMap<>();
        if (!"".equals(value)) {
            record.put(TEXT, value);
        }
        return record;
    }

    /** Reads the element that begins here to its end: its text, or a map when it has attributes or elements. */
    private Object value(int level) throws XMLStreamException {
        if (level > DEEPEST) {
            throw origin.failure(
                    FormatErrors.MALFORMED,
                    reader.getLocation().getLineNumber(),
                    "elements stand within one another more than " + DEEPEST + " deep.",
                    null);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            values.put(ATTRIBUTE + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> add(values, reader.getLocalName(), value(level + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw origin.failure(
                            FormatErrors.MALFORMED,
                            reader.getLocation().getLineNumber(),
                            "the entity '" + reader.getLocalName() + "' is not known.",
                            null);
                case XMLStreamConstants.END_ELEMENT -> {
                    if (values.isEmpty()) {
                        return text.toString();
                    }
                    if (!text.toString().isBlank()) {
                        values.put(TEXT, text.toString());
                    }
                    return values;
                }
                default -> {
                    // Comments and processing instructions are no values.
                }
            }
        }
    }

    private static void add(Map<String, Object> values, String name, Object value) {
        Object before = values.putIfAbsent(name, value);
        if (before instanceof ArrayList<?> list) {
            @SuppressWarnings("unchecked")
            List<Object> all = (List<Object>) list;
            all.add(value);
        } else if (before != null) {
            values.put(name, new ArrayList<>(List.of(before, value)));
        }
    }

    private ConnectorException failure(XMLStreamException cause) {
        if (cause.getNestedException() instanceof RecordTooLargeException large) {
            return origin.failure(
                    FormatErrors.MALFORMED, line, "a record is too large: " + large.getMessage() + ".", cause);
        }
        long place = cause.getLocation() == null ? line : cause.getLocation().getLineNumber();
        // The parser's own sentence begins with the place and a line of its own.
        String reason = String.valueOf(cause.getMessage()).replaceFirst("(?s)^ParseError at .*\nMessage: ", "");
        return origin.failure(FormatErrors.MALFORMED, place, "this is not XML: " + reason, cause);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        limit.close();
    }
}
