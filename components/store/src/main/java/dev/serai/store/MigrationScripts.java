/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The Flyway migrations in a folder of the class path, as far as one must know whether they are others than before. */
final class MigrationScripts {

    private MigrationScripts() {}

    /** A checksum of their names and texts, of the kind that Flyway itself keeps of a text. */
    static String checksum(ClassLoader classLoader, String folder) {
        CRC32 checksum = new CRC32();
        try {
            for (String script : scripts(classLoader, folder)) {
                checksum.update(script.getBytes(StandardCharsets.UTF_8));
                try (InputStream text = classLoader.getResourceAsStream(script)) {
                    checksum.update(text.readAllBytes());
                }
            }
            return Long.toHexString(checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> scripts(ClassLoader classLoader, String folder) throws IOException {
        Set<String> scripts = new TreeSet<>();
        for (URL url : Collections.list(classLoader.getResources(folder))) {
            if (url.openConnection() instanceof JarURLConnection jar) {
                jar.getJarFile().stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(folder + "/") && name.endsWith(".sql"))
                        .forEach(scripts::add);
            } else {
                try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
                    files.map(file -> folder + "/" + file.getFileName())
                            .filter(name -> name.endsWith(".sql"))
                            .forEach(scripts::add);
                }
            }
        }
        return scripts;
    }
}
