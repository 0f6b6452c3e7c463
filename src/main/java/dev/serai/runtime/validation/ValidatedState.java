/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.runtime.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a validation depends on: the contents of the workspace's files, the names, sizes and times of the jars, the
 * environment, and Java's properties.
 */
final class ValidatedState {

    private static final Logger LOG = LoggerFactory.getLogger(ValidatedState.class);

    /** What a shell sets for each command anew. */
    private static final Set<String> OF_THE_SHELL = Set.of("_", "OLDPWD", "SHLVL");

    private final Workspace workspace;
    private final List<Path> classPath;
    private final Map<String, String> settings = new TreeMap<>();

    ValidatedState(Workspace workspace, List<Path> classPath, Map<String, String> environment, Map<?, ?> properties) {
        this.workspace = workspace;
        this.classPath = classPath;
        environment.forEach((name, value) -> {
            if (!OF_THE_SHELL.contains(name)) {
                settings.put("env:" + name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (!isJavas(name.toString())) {
                settings.put("sys:" + name, String.valueOf(value));
            }
        });
    }

    /** What Java sets while it runs, or says of how it was called. */
    private static boolean isJavas(String property) {
        return property.startsWith("sun.") || property.startsWith("jdk.") || property.equals("user.timezone");
    }

    /**
     * Empty when it cannot be known: folders in the class path have classes that change at any time, and a jar that is alone
     * there may name others in its manifest.
     */
    Optional<String> digest() {
        if (classPath.size() < 2) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            CRC32 circumstances = new CRC32();
            for (Path entry : classPath) {
                if (!Files.isRegularFile(entry)) {
                    return Optional.empty();
                }
                addJar(circumstances, entry);
            }
            for (Path jar : workspace.libraries()) {
                addJar(circumstances, jar);
            }
            for (Path text : workspace.texts()) {
                add(circumstances, text.toString());
                add(digest, Files.readAllBytes(text));
            }
            settings.forEach((name, value) -> add(circumstances, name + "=" + value));
            add(digest, Long.toString(circumstances.getValue()).getBytes(StandardCharsets.US_ASCII));
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            LOG.debug("It cannot be known whether the workspace is as it was", e);
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void addJar(CRC32 circumstances, Path jar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        add(
                circumstances,
                jar + " " + attributes.size() + " "
                        + attributes.lastModifiedTime().toMillis());
    }

    /** There is much of it. A digest in Java, which nothing has compiled yet, would take a twentieth of the start. */
    private static void add(CRC32 circumstances, String text) {
        circumstances.update((text.length() + " " + text).getBytes(StandardCharsets.UTF_8));
    }

    /** With its length, so that other texts never look the same one after the other. */
    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
