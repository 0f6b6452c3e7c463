/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheme {@code serai-file}, as an application that embeds the jar uses it. */
class FileSchemeTest {

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aFolderIsWrittenAndStreamedWithItsPathInTheUri() throws Exception {
        Queue<Object> lines = new ConcurrentLinkedQueue<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("serai-file:adhoc/stream?format=lines&pollInterval=50ms&directory=" + folder)
                        .process(exchange -> lines.add(exchange.getMessage().getBody()));
            }
        });
        context.start();

        context.createProducerTemplate().requestBody("serai-file:adhoc/write?path=a.txt&directory=" + folder, "hello");

        Awaitility.await().untilAsserted(() -> assertThat(lines).hasToString("[{line=hello}]"));
    }
}
