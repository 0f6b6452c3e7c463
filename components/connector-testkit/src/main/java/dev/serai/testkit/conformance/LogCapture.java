/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/** Reads what is logged, to the finest level of some loggers, until it is closed. */
final class LogCapture implements AutoCloseable {

    private final Logger root;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Map<Logger, Level> levels = new LinkedHashMap<>();

    private LogCapture(LoggerContext logging, String... loggers) {
        root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(logging);
        appender.start();
        root.addAppender(appender);
        for (String name : loggers) {
            Logger logger = logging.getLogger(name);
            levels.putIfAbsent(logger, logger.getLevel());
            logger.setLevel(Level.TRACE);
        }
    }

    static LogCapture start(String... loggers) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            return new LogCapture(logging, loggers);
        }
        throw new TestAbortedException("The log cannot be read: SLF4J is bound to "
                + LoggerFactory.getILoggerFactory().getClass().getName() + ", not to Logback.");
    }

    /** Every message, with those of its failure. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(appender.list)) {
            lines.add(event.getFormattedMessage());
            for (IThrowableProxy failure = event.getThrowableProxy(); failure != null; failure = failure.getCause()) {
                lines.add(String.valueOf(failure.getMessage()));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        levels.forEach(Logger::setLevel);
        root.detachAppender(appender);
    }
}
