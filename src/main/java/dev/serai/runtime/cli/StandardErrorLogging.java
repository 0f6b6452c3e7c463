/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.OptionHelper;
import java.util.List;

/**
 * How the runtime logs: to standard error, because standard output belongs to what a command answers. Written here and
 * not in a file, since to read one takes as long as a tenth of a start. The system property {@code
 * logback.configurationFile} names a file that takes its place.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class StandardErrorLogging extends ContextAwareBase implements Configurator {

    private static final String FILE = "logback.configurationFile";

    /** The launcher sets it when standard error is a terminal that shows a progress bar. */
    private static final String PREFIX = "serai.log.prefix";

    /** They say in passing what nobody can do anything about. */
    private static final List<String> QUIET = List.of(
            "org.apache.camel",
            "io.vertx",
            "io.netty",
            "com.networknt",
            "com.zaxxer.hikari",
            "org.flywaydb",
            "org.jooq",
            "org.mongodb.driver",
            "org.eclipse.angus");

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        if (OptionHelper.getSystemProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logging);
        encoder.setPattern(System.getProperty(PREFIX, "") + "%d{HH:mm:ss.SSS} %-5level %logger{0}  %msg%n%ex");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logging);
        console.setName("STDERR");
        console.setTarget(ConsoleTarget.SystemErr.getName());
        console.setEncoder(encoder);
        console.start();
        QUIET.forEach(name -> logging.getLogger(name).setLevel(Level.WARN));
        // It warns of each try while a broker is away, which the connector says once.
        logging.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
