/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.FtpTestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server tells only the minute in which a file was written, and files of one size come in the same minute. */
class CoarseClockTest {

    private static final String PASSWORD = "ftp.password";

    @TempDir
    private Path folder;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> seenByContent = new ConcurrentLinkedQueue<>();
    private FtpTestServer server;
    private FileWorkspace files;

    @BeforeEach
    void start() throws Exception {
        server = FtpTestServer.startWithoutExtensions(folder.resolve("remote"), "the-password");
        System.setProperty(PASSWORD, "the-password");
        files = new FileWorkspace(
                folder,
                "connection: { ftp: { host: 127.0.0.1, port: " + server.port() + ", username: shop, password: '{{"
                        + PASSWORD + "}}', security: none } }");
    }

    @AfterEach
    void stop() {
        files.close();
        server.close();
        System.clearProperty(PASSWORD);
    }

    private void read() throws Exception {
        files.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/stream?pollInterval=50ms").routeId("reader").process(e -> seen.add(row(e)));
                from("connector:box/stream?pollInterval=50ms&identity=content&reader=content")
                        .process(exchange -> seenByContent.add(row(exchange)));
            }
        });
    }

    private static String row(Exchange exchange) {
        return exchange.getMessage().getHeader("CamelSeraiResource") + ":"
                + exchange.getMessage().getBody(java.util.Map.class).get("a");
    }

    private void put(String name, String content, Instant modified) throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), content);
        Files.setLastModifiedTime(outside, FileTime.from(modified));
        Files.move(outside, folder.resolve("remote").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitTwoPolls() {
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) files.camelContext().getRoute("reader").getConsumer();
        long before = consumer.getCounter();
        await().until(() -> consumer.getCounter() >= before + 2);
    }

    @Test
    void aFileIsNotReadWhileAnotherCouldComeWithItsMoment() throws Exception {
        put("new.csv", "a\n1\n", Instant.now());
        put("old.csv", "a\n1\n", Instant.now().minus(Duration.ofDays(2)));
        read();

        await().until(() -> seen.contains("old.csv:1") && seenByContent.size() == 2);
        awaitTwoPolls();
        assertThat(seen).containsExactly("old.csv:1");
    }

    @Test
    @Tag("thorough")
    void noFileIsMissedThatReplacesAnotherInTheSameMinute() throws Exception {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        put("a.csv", "a\n1\n", minute.plusSeconds(1));
        read();
        await().until(() -> seenByContent.contains("a.csv:1"));
        put("a.csv", "a\n2\n", minute.plusSeconds(59));

        await().atMost(Duration.ofSeconds(150)).until(() -> seen.contains("a.csv:2"));
        awaitTwoPolls();
        assertThat(seen).endsWith("a.csv:2").doesNotHaveDuplicates();
    }
}
