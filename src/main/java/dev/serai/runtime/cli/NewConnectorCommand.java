/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.runtime.scaffold.ConnectorModule;
import dev.serai.runtime.scaffold.ConnectorName;
import dev.serai.runtime.scaffold.ModuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a connector of a new type. */
@Command(
        name = "connector",
        description = "Makes a Maven module with a small connector of a new type, complete and tested.",
        footer = {"", "The guide that goes on from there is components/README.md."})
final class NewConnectorCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            description = "The new type, as declarations will name it: a-z, 0-9 and '-', such as acme-crm.")
    private String name;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the module is made: an empty folder, or one that is not there. By default NAME.")
    private Path directory;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The package of its classes. By default com.example and the name.")
    private String packageName;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ConnectorName connector = connectorName();
        requireNew();
        Path target = directory == null ? Path.of(name) : directory;
        requireEmpty(target);
        print(target, new ConnectorModule(connector, target).write());
        return 0;
    }

    private ConnectorName connectorName() {
        try {
            return packageName == null ? ConnectorName.of(name) : new ConnectorName(name, packageName);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private void requireNew() {
        ConnectorTypes.of(getClass().getClassLoader()).find(name).ifPresent(known -> {
            String type = known.metadata().type();
            throw refused("There is a type '" + type + "' already"
                    + (type.equals(name) ? "" : ", which '" + name + "' means, too")
                    + "; 'serai connectors describe " + type + "' shows it. Write another name, such as 'our-" + name
                    + "'.");
        });
    }

    private void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw refused(target + " is a file. Name a folder that is empty or not there: --directory DIR.");
        }
        try (Stream<Path> content = Files.list(target)) {
            if (content.findAny().isPresent()) {
                throw refused("The folder " + target
                        + " is not empty. Name one that is empty or not there: --directory DIR.");
            }
        }
    }

    private ParameterException refused(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void print(Path target, List<ModuleFile> files) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("The connector type '%s' is in %s:%n", name, target);
        out.println(Tables.of(
                files, List.of(Tables.column("FILE", ModuleFile::path), Tables.column("", ModuleFile::purpose))));
        out.printf("%nNext, build and test it, and put it into a workspace:%n");
        out.printf("  cd %s%n", target);
        out.println("  mvn verify");
        out.printf("  cp target/%s-1.0.0-SNAPSHOT.jar WORKSPACE/lib/%n", name);
    }
}
