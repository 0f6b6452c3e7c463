/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the one connector {@code box} over the folder {@code box}, declared in a folder of its own. */
final class FileWorkspace implements AutoCloseable {

    private final CamelContext camelContext = new DefaultCamelContext();
    private final Path box;

    /** Declares the connector and starts nothing. */
    FileWorkspace(Path folder) throws IOException {
        this(folder, "connection: {directory: box}");
    }

    /** @param rest what follows the connector's name and type, in YAML flow style */
    FileWorkspace(Path folder, String rest) throws IOException {
        this.box = folder.resolve("box");
        Path file = Files.writeString(
                folder.resolve("connectors.yaml"), "connectors:\n  - {name: box, type: file, " + rest + "}\n");
        ConnectorRegistry.of(camelContext).declareFrom(file.toString());
    }

    FileWorkspace start(RouteBuilder... routes) throws Exception {
        for (RouteBuilder route : routes) {
            camelContext.addRoutes(route);
        }
        camelContext.start();
        return this;
    }

    CamelContext camelContext() {
        return camelContext;
    }

    DeclaredConnector connector() {
        return ConnectorRegistry.of(camelContext).get("box");
    }

    Path box() {
        return box;
    }

    /** Puts a file there that nobody has written to for a while. */
    Path put(String name, String content) throws IOException {
        return put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path put(String name, byte[] content) throws IOException {
        Path outside = Files.write(Files.createTempFile(box.getParent(), "put", null), content);
        Files.setLastModifiedTime(outside, FileTime.from(Instant.now().minusSeconds(60)));
        Path file = box.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.move(outside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The names of what a folder holds, in their order. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    ExecutionResult execute(String operation, Map<String, Object> input) {
        return connector().execute(operation, input);
    }

    Object call(String operation, Map<String, Object> input) {
        return execute(operation, input).output();
    }

    @Override
    public void close() {
        camelContext.stop();
        ConnectorRegistry.of(camelContext).stop();
    }
}
