/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What came of one run of the suite, as a JSON file. */
final class ConformanceResult {

    private final Map<String, String> checks = new TreeMap<>();
    private ConnectorConformance suite;

    void about(ConnectorConformance tested) {
        suite = tested;
    }

    void add(String check, String outcome) {
        checks.put(check, outcome);
    }

    /** Does nothing when no check began. */
    void write() {
        if (suite == null) {
            return;
        }
        List<String> has = Stream.of(Behaviour.values())
                .filter(suite::has)
                .map(Behaviour::name)
                .toList();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("type", suite.type());
        content.put("variant", suite.variant());
        content.put("has", has);
        content.put("lacks", suite.lacking());
        content.put("checks", checks);
        Path file = suite.results().resolve(name());
        try {
            Files.createDirectories(file.getParent());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), content);
        } catch (IOException e) {
            throw new UncheckedIOException("The result " + file + " cannot be written.", e);
        }
    }

    private String name() {
        return suite.title()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("-$", "") + ".json";
    }
}
