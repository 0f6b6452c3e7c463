/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Reads declarations for a Camel context: from a file, a resource, its properties, or the options of an endpoint. */
public final class DeclarationLoader {

    /** Development settings allow literal secrets. */
    public static final String DEVELOPMENT = "serai.dev";

    private final CamelContext camelContext;
    private final Map<String, ConnectorFactory<?>> factories;
    private final boolean literalSecretsAllowed;

    private DeclarationLoader(
            CamelContext camelContext, Map<String, ConnectorFactory<?>> factories, boolean literalSecretsAllowed) {
        this.camelContext = camelContext;
        this.factories = factories;
        this.literalSecretsAllowed = literalSecretsAllowed;
    }

    /**
     * Reads what people write down, where no secret may stand unless the property {@code serai.dev} is true.
     *
     * @param factories by type
     */
    public DeclarationLoader(CamelContext camelContext, Map<String, ConnectorFactory<?>> factories) {
        this(
                camelContext,
                factories,
                Boolean.parseBoolean(camelContext
                        .getPropertiesComponent()
                        .resolveProperty(DEVELOPMENT)
                        .orElse("false")));
    }

    /** Reads what a program made up, secrets included. */
    public static DeclarationLoader ofProgram(CamelContext camelContext, Map<String, ConnectorFactory<?>> factories) {
        return new DeclarationLoader(camelContext, factories, true);
    }

    /**
     * Reads a file's declarations.
     *
     * @param location a path, or a resource as Camel names them: {@code classpath:connectors.yaml}
     * @throws ConnectorException when it cannot be read
     * @throws ConfigurationException when anything in it is wrong
     */
    public List<ConnectorDeclaration<?>> load(String location) {
        return load(location, text(location), baseDirectory(location));
    }

    /**
     * Reads the declarations of a text.
     *
     * @param origin names the text in messages
     * @param folder what the paths of {@code ${file:…}} are relative to
     * @throws ConfigurationException when anything in it is wrong
     */
    public List<ConnectorDeclaration<?>> load(String origin, String yaml, Path folder) {
        return new ConnectorsFile(factories, binder(folder)).read(origin, yaml);
    }

    /** What relative paths of the declarations of a file are relative to: its folder, or the working directory. */
    public static Path baseDirectory(String location) {
        String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
        Path parent = path.startsWith("classpath:")
                ? null
                : Path.of(path).toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    /**
     * Reads one declaration from options, flat or with dots: {@code connection.url}, or {@code url} where only one part of
     * the type's configuration has an option of that name.
     *
     * @param origin where the options stand, for messages
     * @throws ConfigurationException when anything in it is wrong
     */
    public ConnectorDeclaration<?> fromOptions(
            String origin, ConnectorFactory<?> factory, String name, Map<String, Object> options) {
        ConfigurationBinder binder = binder(Path.of(""));
        Optional<? extends ConnectorDeclaration<?>> declaration = new DeclarationReader(factories, binder)
                .read(new FlatOptions(origin, factory, binder)
                        .tree(name, factory.metadata().type(), options));
        if (declaration.isEmpty() || !binder.problems().isEmpty()) {
            throw new ConfigurationException(binder.problems());
        }
        return declaration.get();
    }

    private ConfigurationBinder binder(Path folder) {
        return new ConfigurationBinder(
                new References(System::getenv, camelContext::resolvePropertyPlaceholders, folder),
                literalSecretsAllowed);
    }

    private String text(String location) {
        try {
            if (!location.startsWith("classpath:")) {
                String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
                return Files.readString(Path.of(path));
            }
            Resource resource = PluginHelper.getResourceLoader(camelContext).resolveResource(location);
            if (!resource.exists()) {
                throw new NoSuchFileException(location);
            }
            try (InputStream stream = resource.getInputStream()) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "The file " + location + " cannot be read: " + reason(e) + ".")
                    .cause(e)
                    .build();
        }
    }

    /** The messages of these exceptions are a bare path or number. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        return e instanceof CharacterCodingException ? "it is not UTF-8 text" : e.getMessage();
    }
}
