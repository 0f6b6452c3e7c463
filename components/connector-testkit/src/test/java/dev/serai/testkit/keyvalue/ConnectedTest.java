/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.testkit.KeyValueServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a connector says of itself when its system comes late. */
class ConnectedTest {

    @Test
    void aCallGoesThroughAtTheInstantInWhichItIsConnected() throws Exception {
        CompletableFuture<ExecutionResult> first = new CompletableFuture<>();
        try (DefaultCamelContext camelContext = new DefaultCamelContext();
                KeyValueServer server = KeyValueServer.start("serai", "open-sesame-4711")) {
            server.put("greeting", "hello");
            server.stop();
            ConnectorRegistry registry = ConnectorRegistry.of(camelContext);
            DeclaredConnector connector = registry.declare(
                    "late",
                    "key-value",
                    Map.of(
                            "connection.url", server.url(),
                            "connection.username", "serai",
                            "connection.password", "open-sesame-4711",
                            "connect.delay", "5ms",
                            "health.enabled", "false"));
            camelContext.start();

            // The line is written between the change of its state and whatever follows it.
            Listener listener = Listener.on("dev.serai.connector.registry", line -> {
                if (line.contains("'late' is connected")) {
                    first.complete(connector.attempt("get", Map.of("name", "greeting")));
                }
            });
            try {
                registry.start();
                server.startAgain();
                assertThat(first.get(20, TimeUnit.SECONDS).output()).isEqualTo("hello");
            } finally {
                listener.detach();
                registry.stop();
                registry.shutdown();
            }
        }
    }

    /** Hears the lines of a logger on the thread that writes them. */
    private static final class Listener extends AppenderBase<ILoggingEvent> {

        private final Logger logger;
        private final Consumer<String> lines;

        private Listener(Logger logger, Consumer<String> lines) {
            this.logger = logger;
            this.lines = lines;
        }

        static Listener on(String logger, Consumer<String> lines) {
            Listener listener = new Listener((Logger) LoggerFactory.getLogger(logger), lines);
            listener.start();
            listener.logger.setLevel(Level.INFO);
            listener.logger.addAppender(listener);
            return listener;
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.accept(event.getFormattedMessage());
        }

        void detach() {
            logger.detachAppender(this);
            logger.setLevel(null);
        }
    }
}
