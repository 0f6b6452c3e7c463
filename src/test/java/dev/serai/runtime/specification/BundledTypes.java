/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.specification;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.connector.specification.ConnectorSpecification;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The types of connector that the runtime brings along. */
final class BundledTypes {

    private BundledTypes() {}

    static Stream<ConnectorSpecification> specifications() {
        return ConnectorTypes.of(BundledTypes.class.getClassLoader()).factories().values().stream()
                .filter(factory -> !isOfATest(factory))
                .map(ConnectorSpecification::of);
    }

    private static boolean isOfATest(ConnectorFactory<?> factory) {
        return factory.getClass().getName().startsWith("dev.serai.runtime.");
    }

    /** A file of the project. Maven runs a module's tests in the module's folder. */
    static Path file(String path) {
        return Path.of("").toAbsolutePath().getParent().resolve(path);
    }
}
