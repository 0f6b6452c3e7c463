/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.Caller;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** The formats that jars of their own bring. Thread-safe. */
public final class ProvidedFormats {

    private final ClassLoader classLoader;
    private final Map<Format, FormatProvider> found = new ConcurrentHashMap<>();

    /** @param classLoader that sees the application's jars; null for the one of this class */
    public ProvidedFormats(ClassLoader classLoader) {
        this.classLoader = classLoader == null ? ProvidedFormats.class.getClassLoader() : classLoader;
    }

    /** @throws dev.serai.connector.ConnectorException when the jar is not there */
    FormatProvider require(Format format, Caller caller) {
        return found.computeIfAbsent(format, wanted -> ServiceLoader.load(FormatProvider.class, classLoader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.format().equals(wanted.option()))
                .findFirst()
                .orElseThrow(() -> {
                    String jar = "serai-file-" + wanted.option();
                    return caller.failure(
                                    FormatErrors.OPTION_REFUSED,
                                    "The format " + wanted.option() + " is in the jar " + jar
                                            + ", which is not there. Put " + jar
                                            + "-all.jar into the workspace's lib/, or add dev.serai:" + jar
                                            + " to the application's dependencies.")
                            .build();
                }));
    }
}
