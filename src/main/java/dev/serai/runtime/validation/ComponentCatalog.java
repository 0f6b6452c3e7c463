/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ArtifactModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/**
 * What is known of components, languages and data formats: those on the class path by their own metadata, those that
 * could be added by Camel's catalog.
 */
final class ComponentCatalog {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    private final CamelCatalog camel = new DefaultCamelCatalog(true);
    private final ClassLoader classLoader;
    private final Map<String, Optional<ComponentModel>> models = new HashMap<>();
    private final Map<String, Boolean> services = new HashMap<>();
    private Set<String> schemes;

    ComponentCatalog(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    CamelCatalog camel() {
        return camel;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    /** Whether a component can be used as things are. */
    boolean hasComponent(String scheme) {
        return has("component", scheme);
    }

    boolean hasLanguage(String name) {
        return has("language", name);
    }

    boolean hasDataFormat(String name) {
        return has("dataformat", name);
    }

    /** Each is looked up once: a class loader asks every jar, and every step of a route has a language or component. */
    private boolean has(String kind, String name) {
        return services.computeIfAbsent(
                SERVICES + kind + "/" + name, service -> classLoader.getResource(service) != null);
    }

    /** A component's options; empty when it publishes none. */
    Optional<ComponentModel> component(String scheme) {
        return models.computeIfAbsent(scheme, name -> ownMetadata(name)
                .or(() -> Optional.ofNullable(camel.componentJSonSchema(name)))
                .map(JsonMapper::generateComponentModel));
    }

    /** The jar that would add a component; empty when Camel has no such component. */
    Optional<String> componentArtifact(String scheme) {
        return coordinates(camel.componentModel(scheme));
    }

    Optional<String> languageArtifact(String name) {
        return coordinates(camel.languageModel(name));
    }

    Optional<String> dataFormatArtifact(String name) {
        return coordinates(camel.dataFormatModel(name));
    }

    private static Optional<String> coordinates(ArtifactModel<?> model) {
        return Optional.ofNullable(model)
                .map(known -> known.getGroupId() + ":" + known.getArtifactId() + ":" + known.getVersion());
    }

    /** Every scheme that a misspelt one could mean, bundled or not. */
    Set<String> schemes() {
        if (schemes == null) {
            schemes = new TreeSet<>(camel.findComponentNames());
            schemes.addAll(ClassPathFolder.files(classLoader, SERVICES + "component"));
        }
        return schemes;
    }

    /** Every language that a misspelt one could mean. */
    List<String> languages() {
        return camel.findLanguageNames();
    }

    /** A component's jar says in a service file which class it is, and describes it in the class's package. */
    private Optional<String> ownMetadata(String scheme) {
        Optional<String> service = text(SERVICES + "component/" + scheme);
        if (service.isEmpty()) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try {
            properties.load(new java.io.StringReader(service.get()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String type = properties.getProperty("class", "");
        String folder = type.substring(0, Math.max(0, type.lastIndexOf('.'))).replace('.', '/');
        return text("META-INF/" + folder + "/" + scheme + ".json");
    }

    private Optional<String> text(String resource) {
        try (InputStream stream = classLoader.getResourceAsStream(resource)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
