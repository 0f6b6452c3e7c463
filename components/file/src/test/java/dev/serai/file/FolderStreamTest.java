/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.awaitility.Awaitility.await;

import dev.serai.connector.camel.ConnectorHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose files a route reads. */
abstract class FolderStreamTest extends CamelTestSupport {

    @TempDir
    Path folder;

    final Queue<String> seen = new ConcurrentLinkedQueue<>();
    FileWorkspace files;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        // Each test starts a route of its own, after the files it needs are there.
        configuration.withUseRouteBuilder(false);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        files = new FileWorkspace(folder);
        Files.createDirectory(files.box());
        return files.camelContext();
    }

    void start(String options, Processor processor) throws Exception {
        files.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("connector:box/stream?pollInterval=50ms" + options)
                        .routeId("reader")
                        .process(processor);
            }
        });
    }

    void remember(Exchange exchange) {
        seen.add(exchange.getMessage().getHeader(ConnectorHeaders.RESOURCE) + ":"
                + exchange.getMessage().getBody(Map.class).get("a"));
    }

    /** Waits until the folder was looked at twice more, so that whatever would be read was read. */
    void awaitTwoPolls() {
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getRoute("reader").getConsumer();
        long before = consumer.getCounter();
        await().until(() -> consumer.getCounter() >= before + 2);
    }

    static String rows(int count) {
        StringBuilder text = new StringBuilder("a\n");
        for (int i = 1; i <= count; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }
}
