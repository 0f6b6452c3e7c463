/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.runtime.workspace.Preparation;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.store.StoreException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The {@code serai} command. It and {@code run} are described in code: Java writes a class for each kind of annotation that it
 * reads, which would be a tenth of the time that a start takes.
 */
public final class Serai {

    private static final int FAILED = 1;

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("validate", ValidateCommand.class);
        COMMANDS.put("start", StartCommand.class);
        COMMANDS.put("workflows", WorkflowsCommand.class);
        COMMANDS.put("executions", ExecutionsCommand.class);
        COMMANDS.put("dead-letters", DeadLettersCommand.class);
        COMMANDS.put("signal", SignalCommand.class);
        COMMANDS.put("approvals", ApprovalsCommand.class);
        COMMANDS.put("checkpoints", CheckpointsCommand.class);
        COMMANDS.put("nodes", NodesCommand.class);
        COMMANDS.put("connectors", ConnectorsCommand.class);
        COMMANDS.put("new", NewCommand.class);
    }

    private boolean verbose;

    /** Runs a command and exits with its code: 0 for success, 1 for a failure, 2 for a wrong call. */
    public static void main(String... arguments) {
        if (command(arguments).filter("run"::equals).isPresent()) {
            Preparation.begin();
        }
        System.exit(commandLine(arguments).execute(arguments));
    }

    private static Optional<String> command(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .filter(COMMANDS::containsKey);
    }

    /** What understands some arguments. To read what all commands take would be a tenth of the time that a start takes, too. */
    static CommandLine commandLine(String... arguments) {
        Serai root = new Serai();
        CommandLine line = new CommandLine(root.specification());
        Optional<String> command = command(arguments);
        COMMANDS.forEach((name, type) -> {
            if (command.isEmpty() || command.get().equals(name)) {
                line.addSubcommand(name, type == RunCommand.class ? RunCommand.specification() : type);
            }
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    root.report(failure, failed.getErr());
                    return FAILED;
                });
    }

    private CommandSpec specification() {
        CommandSpec specification = CommandSpec.create()
                .name("serai")
                .versionProvider(new Version())
                .scopeType(ScopeType.INHERIT)
                .addOption(option("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(option("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build())
                .addOption(option("--verbose")
                        .setter(new Verbosity(this))
                        .description("Logs more, and shows the stack trace of a failure.")
                        .build());
        specification
                .usageMessage()
                .description("Runs integration workflows written as Apache Camel routes.")
                .synopsisSubcommandLabel("COMMAND")
                .sortOptions(false)
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n");
        return specification;
    }

    /** Of every command. */
    private static OptionSpec.Builder option(String... names) {
        return OptionSpec.builder(names).type(boolean.class).scopeType(ScopeType.INHERIT);
    }

    private void verbose() {
        verbose = true;
        Preparation.awaitLogging();
        logger("dev.serai").setLevel(Level.DEBUG);
        logger("org.apache.camel").setLevel(Level.INFO);
    }

    private static final class Verbosity implements ISetter {

        private final Serai root;

        private Verbosity(Serai root) {
            this.root = root;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T> T set(T value) {
            if (Boolean.TRUE.equals(value)) {
                root.verbose();
            }
            return null;
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private void report(Exception failure, PrintWriter err) {
        boolean expected = failure instanceof WorkspaceException
                || failure instanceof ConfigurationException
                || failure instanceof StoreException;
        err.println(expected ? failure.getMessage() : "Unexpected failure: " + failure);
        if (verbose || !expected) {
            failure.printStackTrace(err);
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Serai.class.getPackage().getImplementationVersion();
            return new String[] {"serai " + (version == null ? "(not packaged)" : version)};
        }
    }
}
