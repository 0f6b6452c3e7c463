/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.YamlReader;
import dev.serai.runtime.workspace.WorkspaceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kamelets that routes can use: a workspace's own, and those on the class path, which are read when one is used. */
final class Kamelets {

    private static final String FOLDER = "kamelets";
    private static final String SUFFIX = ".kamelet.yaml";

    private final ClassLoader classLoader;
    private final Map<String, Kamelet> read = new HashMap<>();
    private final Set<String> names = new TreeSet<>();

    Kamelets(ClassLoader classLoader) {
        this.classLoader = classLoader;
        ClassPathFolder.files(classLoader, FOLDER).stream()
                .filter(file -> file.endsWith(SUFFIX))
                .forEach(file -> names.add(name(file)));
    }

    /** The name by which routes use what a file defines. */
    static String name(String file) {
        return file.substring(0, file.length() - SUFFIX.length());
    }

    /** Adds one of the workspace, which takes the place of one of the class path. */
    void add(Kamelet kamelet) {
        names.add(kamelet.name());
        read.put(kamelet.name(), kamelet);
    }

    /** Empty when there is none of that name. */
    Optional<Kamelet> find(String name) {
        return names.contains(name) ? Optional.of(read.computeIfAbsent(name, this::bundled)) : Optional.empty();
    }

    Set<String> names() {
        return names;
    }

    private Kamelet bundled(String name) {
        String resource = FOLDER + "/" + name + SUFFIX;
        try (InputStream stream = classLoader.getResourceAsStream(resource)) {
            String yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Kamelet.read(name, new YamlReader(resource).read(yaml).orElseThrow());
        } catch (IOException e) {
            throw new WorkspaceException("The bundled kamelet " + name + " cannot be read.", e);
        }
    }
}
