/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.text.StringSubstitutor;

/**
 * A Maven module with a small connector that is complete. In the templates, {@code __Prefix__} and the like stand for what
 * depends on the name, so that a template is valid Java.
 */
public final class ConnectorModule {

    private static final String SOURCES = "src/main/java/__path__/";
    private static final String TESTS = "src/test/java/__path__/";

    /** Every file, with what it is for. */
    private static final List<ModuleFile> TEMPLATES = List.of(
            new ModuleFile("pom.xml", "the build"),
            new ModuleFile("README.md", "the page; the part between the reference lines is generated"),
            new ModuleFile(SOURCES + "package-info.java", "what lives in the package"),
            new ModuleFile(SOURCES + "__Prefix__Configuration.java", "what a declaration says"),
            new ModuleFile(SOURCES + "__Prefix__Operations.java", "what the connector can do"),
            new ModuleFile(SOURCES + "__Prefix__Errors.java", "every way in which a call fails"),
            new ModuleFile(SOURCES + "__Prefix__ConnectorFactory.java", "makes connectors"),
            new ModuleFile(SOURCES + "__Prefix__Connector.java", "connects, and answers operations"),
            new ModuleFile(SOURCES + "__Prefix__Client.java", "speaks the system's protocol: replace it"),
            new ModuleFile(SOURCES + "__Prefix__Failures.java", "says what went wrong"),
            new ModuleFile(
                    "src/main/resources/META-INF/services/dev.serai.connector.ConnectorFactory", "names the factory"),
            new ModuleFile(TESTS + "__Prefix__ConformanceTest.java", "holds the connector to the contract"),
            new ModuleFile(TESTS + "TestSystem.java", "the system as the tests handle it: replace it"),
            new ModuleFile(TESTS + "__Prefix__PageTest.java", "keeps the page up to date"),
            new ModuleFile("example/connectors.yaml", "a declaration"),
            new ModuleFile("example/greet.camel.yaml", "a route"));

    private final ConnectorName name;
    private final Path directory;

    /** @param directory must be empty or not there */
    public ConnectorModule(ConnectorName name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /**
     * Writes the module.
     *
     * @return every file, by its path in the module
     * @throws IOException when a file cannot be written
     */
    public List<ModuleFile> write() throws IOException {
        StringSubstitutor words = words();
        List<ModuleFile> files = new ArrayList<>();
        for (ModuleFile template : TEMPLATES) {
            String path = words.replace(template.path());
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, words.replace(text(template.path())));
            files.add(new ModuleFile(path, template.purpose()));
        }
        return files;
    }

    private StringSubstitutor words() throws IOException {
        Map<String, String> words = new HashMap<>(name.words());
        versions().forEach((what, version) -> words.put(what + "Version", String.valueOf(version)));
        return new StringSubstitutor(words, "__", "__")
                .setValueDelimiterMatcher(null)
                .setEnableUndefinedVariableException(true);
    }

    /** The versions that a new module has. */
    private static Properties versions() throws IOException {
        Properties versions = new Properties();
        try (Reader reader = new InputStreamReader(resource("versions.properties"), StandardCharsets.UTF_8)) {
            versions.load(reader);
        }
        return versions;
    }

    private static String text(String template) throws IOException {
        try (InputStream stream = resource("connector/" + template)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String path) {
        InputStream stream = ConnectorModule.class.getResourceAsStream("/scaffold/" + path);
        if (stream == null) {
            throw new IllegalStateException("The jar lacks its template " + path + ".");
        }
        return stream;
    }
}
