/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.ConnectorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/**
 * Writes what Camel needs to find and describe the schemes {@code serai-<type>} of a jar: a service file and a JSON
 * document per connector type, and the jar's list of components. The build of a connector's jar runs it on the compiled
 * classes.
 */
public final class ComponentMetadataWriter {

    private static final String FACTORIES = "META-INF/services/" + ConnectorFactory.class.getName();
    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    private static final String DESCRIPTIONS = "META-INF/dev/serai/connector/camel/";

    private final Path classes;
    private final Artifact artifact;
    private final ClassLoader classLoader;

    private ComponentMetadataWriter(Path classes, Artifact artifact, ClassLoader classLoader) {
        this.classes = classes;
        this.artifact = artifact;
        this.classLoader = classLoader;
    }

    /** @param arguments the folder of the compiled classes, then the jar's group, artifact and version */
    public static void main(String[] arguments) {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("Expected: CLASSES_FOLDER GROUP ARTIFACT VERSION.");
        }
        write(
                Path.of(arguments[0]),
                new Artifact(arguments[1], arguments[2], arguments[3]),
                Thread.currentThread().getContextClassLoader());
    }

    /**
     * Writes the files of every connector type that a folder declares.
     *
     * @param classes the folder of the compiled classes, which also receives the files
     * @param artifact the jar that they become
     * @param classLoader has the classes and what they need
     * @throws IllegalStateException when the folder declares no connector type, or one that cannot be made
     */
    public static void write(Path classes, Artifact artifact, ClassLoader classLoader) {
        try {
            new ComponentMetadataWriter(classes, artifact, classLoader).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() throws IOException {
        List<String> schemes = new ArrayList<>();
        for (ConnectorFactory<?> factory : factories()) {
            ConnectorSpecification specification = ConnectorSpecification.of(factory);
            String scheme = ComponentMetadata.scheme(specification.metadata());
            ComponentModel model = ComponentMetadata.of(specification, general());
            model.setGroupId(artifact.group());
            model.setArtifactId(artifact.name());
            model.setVersion(artifact.version());
            file(DESCRIPTIONS + scheme + ".json", JsonMapper.createParameterJsonSchema(model));
            file(SERVICES + "component/" + scheme, "class=" + ComponentMetadata.COMPONENT_CLASS + "\n");
            schemes.add(scheme);
        }
        file(
                SERVICES + "component.properties",
                "components=" + String.join(" ", schemes) + "\n"
                        + "groupId=" + artifact.group() + "\n"
                        + "artifactId=" + artifact.name() + "\n"
                        + "version=" + artifact.version() + "\n");
    }

    private List<ConnectorFactory<?>> factories() throws IOException {
        Path services = classes.resolve(FACTORIES);
        if (!Files.exists(services)) {
            throw new IllegalStateException("The jar declares no connector type: " + FACTORIES + " is missing.");
        }
        List<ConnectorFactory<?>> factories = new ArrayList<>();
        for (String line : Files.readAllLines(services)) {
            String name = line.replaceFirst("#.*", "").trim();
            if (!name.isEmpty()) {
                factories.add(make(name));
            }
        }
        return factories;
    }

    private ConnectorFactory<?> make(String name) {
        try {
            return (ConnectorFactory<?>)
                    classLoader.loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + name + ", which " + FACTORIES + " names.", e);
        }
    }

    /** The component {@code connector:}, whose metadata Camel's own plugin made from its annotations. */
    private ComponentModel general() throws IOException {
        String resource = DESCRIPTIONS + "connector.json";
        try (InputStream stream = classLoader.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path.");
            }
            return JsonMapper.generateComponentModel(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void file(String name, String text) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /**
     * A jar in a repository.
     *
     * @param group such as {@code dev.serai}
     * @param name such as {@code serai-sql}
     * @param version such as {@code 1.0.0}
     */
    public record Artifact(String group, String name, String version) {}
}
