/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.store.StoreSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The files of a workspace folder. Reads nothing until asked; immutable. */
public final class Workspace {

    private static final String ROUTE_SUFFIX = ".camel.yaml";
    private static final String KAMELET_SUFFIX = ".kamelet.yaml";

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder that holds at least one route file, or connectors.
     *
     * @throws WorkspaceException when there is no such folder, or nothing in it to run
     */
    public static Workspace open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw new WorkspaceException("There is no folder " + folder
                    + ". Name the folder that holds your *.camel.yaml or *.java routes.");
        }
        if (!Files.isDirectory(absolute)) {
            throw new WorkspaceException(folder + " is a file. Name the folder that holds it.");
        }
        Workspace workspace = new Workspace(absolute);
        if (workspace.connectorsFile().isEmpty()) {
            workspace.requireRoutes();
        }
        return workspace;
    }

    /** @throws WorkspaceException when there is nothing to run; connectors alone can be listed, tested and described */
    void requireRoutes() {
        if (yamlRoutes().isEmpty() && javaRoutes().isEmpty()) {
            throw new WorkspaceException("The folder " + folder
                    + " holds no routes. Add a file that ends with .camel.yaml, or a RouteBuilder in a .java file.");
        }
    }

    /** The absolute folder. */
    public Path folder() {
        return folder;
    }

    /** The declared connectors; empty when the workspace has none. */
    public Optional<Path> connectorsFile() {
        return file("connectors.yaml");
    }

    /** The settings; empty when the workspace has none. */
    public Optional<Path> propertiesFile() {
        return file("application.properties");
    }

    public List<Path> yamlRoutes() {
        return list(folder, ROUTE_SUFFIX);
    }

    public List<Path> javaRoutes() {
        return list(folder, ".java");
    }

    public Path kameletFolder() {
        return folder.resolve("kamelets");
    }

    public List<Path> kamelets() {
        return list(kameletFolder(), KAMELET_SUFFIX);
    }

    /** All files that define routes: Java, YAML, and kamelets. */
    public List<Path> definitions() {
        return Stream.of(javaRoutes(), yamlRoutes(), kamelets())
                .flatMap(List::stream)
                .toList();
    }

    /** All files that people write: {@link #definitions()}, the declared connectors, and the settings. */
    public List<Path> texts() {
        return Stream.of(definitions().stream(), connectorsFile().stream(), propertiesFile().stream())
                .flatMap(files -> files)
                .toList();
    }

    /** Where Serai keeps what is its own; it is there when something is in it. */
    public Path ownFolder() {
        return folder.resolve(".serai");
    }

    /** Jars that add components, drivers or beans. */
    public List<Path> libraries() {
        return list(folder.resolve("lib"), ".jar");
    }

    /**
     * The settings of {@code application.properties}, as written.
     *
     * @throws WorkspaceException when the file cannot be read
     */
    public Properties properties() {
        Properties properties = new Properties();
        propertiesFile().ifPresent(file -> {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new WorkspaceException(
                        "application.properties cannot be read: " + e.getMessage()
                                + ". Expected UTF-8 text with one 'key=value' in a line.",
                        e);
            }
        });
        return properties;
    }

    /** How messages name a file of this workspace. */
    public String relative(Path file) {
        return folder.relativize(file.toAbsolutePath().normalize()).toString();
    }

    private Optional<Path> file(String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }

    private static List<Path> list(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WorkspaceException("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Where the store of this workspace lies.
     *
     * @throws WorkspaceException when its settings say so in a way that is wrong
     */
    public StoreSettings store() {
        return StorePlace.of(this, ownFolder());
    }
}
