/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log of operations: one line for each, with its facts as keys and values. */
class OperationsLogTest {

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.serai.connector.operations");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void everyOperationIsALineWithKeysAndValues() {
        log.setLevel(Level.DEBUG);
        try (EchoContext echo = new EchoContext(Map.of()).started()) {
            echo.say("stumble");
            echo.say("refuse");
        }

        assertThat(lines.list).hasSize(2);
        assertThat(facts(0))
                .containsEntry("connector", "echo")
                .containsEntry("type", "echo")
                .containsEntry("operation", "say")
                .containsEntry("outcome", "success")
                .containsEntry("attempts", "2");
        assertThat(Long.parseLong(facts(0).get("micros"))).isPositive();
        assertThat(facts(1)).containsEntry("outcome", "SERAI-ECHO-001").containsEntry("attempts", "1");
        assertThat(lines.list).allSatisfy(line -> assertThat(line.getKeyValuePairs() + line.getFormattedMessage())
                .doesNotContain(EchoContext.SECRET));
    }

    @Test
    void nothingIsWrittenAboveDebug() {
        log.setLevel(Level.INFO);
        try (EchoContext echo = new EchoContext(Map.of()).started()) {
            echo.say("a");
        }

        assertThat(lines.list).isEmpty();
    }

    private Map<String, String> facts(int line) {
        return lines.list.get(line).getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }
}
