/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.springboot;

import java.util.Arrays;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The properties {@code serai.connector.…} of Spring's environment, from whatever source. Thread-safe.
 *
 * <p>What stands literally in a configuration file is given literally, so that a secret there is refused as in every
 * other file; so is a default beside it. Anything else is given as a reference to the environment: {@code password:
 * ${DB_PASSWORD}} in a file, and values from variables or vaults.
 */
final class ConnectorPropertiesSource implements LoadablePropertiesSource {

    private static final String PREFIX = "serai.connector.";

    private static final Pattern PURE = Pattern.compile("\\$\\{[^${}:]+}");

    private final ConfigurableEnvironment environment;

    ConnectorPropertiesSource(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "SpringConnectors";
    }

    /** Nothing: single properties are for Camel's own bridge to Spring, which resolves what they refer to. */
    @Override
    public String getProperty(String name) {
        return null;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties properties = new Properties();
        sources().forEach(source -> Arrays.stream(source.getPropertyNames())
                .filter(name -> name.startsWith(PREFIX) && filter.test(name))
                .forEach(name -> properties.putIfAbsent(name, value(source, name))));
        return properties;
    }

    @Override
    public void reloadProperties(String location) {
        // Spring's environment is asked anew every time.
    }

    /** In the order in which they win. */
    private Stream<EnumerablePropertySource<?>> sources() {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(source -> (EnumerablePropertySource<?>) source);
    }

    private static String value(PropertySource<?> source, String name) {
        String text = String.valueOf(source.getProperty(name));
        if (!inFile(source, name) || PURE.matcher(text).matches()) {
            return "{{" + name + "}}";
        }
        // The empty default is never used; it marks a reference that may hold literal text.
        return text.contains("${") ? "{{" + name + ":}}" : text;
    }

    @SuppressWarnings("unchecked")
    private static boolean inFile(PropertySource<?> source, String name) {
        return source instanceof OriginLookup<?> lookup
                && ((OriginLookup<String>) lookup).getOrigin(name) instanceof TextResourceOrigin;
    }
}
