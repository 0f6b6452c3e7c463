/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the one connector {@code box} over a folder. */
final class ParquetWorkspace implements AutoCloseable {

    private final CamelContext camelContext = new DefaultCamelContext();

    ParquetWorkspace(Path folder) {
        ConnectorRegistry.of(camelContext)
                .declare("box", "file", Map.of("directory", folder.toString(), "maxRetries", 0));
        camelContext.start();
    }

    ExecutionResult execute(String operation, Map<String, Object> input) {
        return ConnectorRegistry.of(camelContext).get("box").execute(operation, input);
    }

    void write(String path, Object records) {
        write(path, records, Map.of());
    }

    void write(String path, Object records, Map<String, Object> options) {
        Map<String, Object> input = new java.util.HashMap<>(options);
        input.put("path", path);
        input.put("content", records);
        ExecutionResult unused = execute("write", input);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> read(String path) {
        return (List<Map<String, Object>>)
                execute("read", Map.of("path", path, "format", "auto")).output();
    }

    @Override
    public void close() {
        camelContext.stop();
        ConnectorRegistry.of(camelContext).stop();
    }
}
