/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lists what lies in a folder of the class path, in jars and in directories. */
final class ClassPathFolder {

    private ClassPathFolder() {}

    /**
     * @param folder such as {@code META-INF/services}, without a slash at either end
     * @return the names of the files directly in it
     */
    static Set<String> files(ClassLoader classLoader, String folder) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL url : Collections.list(classLoader.getResources(folder))) {
                if (url.openConnection() instanceof JarURLConnection jar) {
                    jar.getJarFile().stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith(folder + "/"))
                            .map(name -> name.substring(folder.length() + 1))
                            .filter(name -> name.indexOf('/') < 0)
                            .forEach(names::add);
                } else if (url.getProtocol().equals("file")) {
                    try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
                        files.filter(Files::isRegularFile)
                                .forEach(file -> names.add(file.getFileName().toString()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
