/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one version of a workflow was defined by. Two definitions with the same texts are one version, wherever they lie.
 *
 * @param version the first 48 bits of the texts' SHA-256, in hexadecimal digits
 * @param files empty when a part of the version came from no file, so that it cannot be loaded again
 */
public record VersionSources(String version, List<SourceText> files) {

    /**
     * A version that can be loaded from these files again.
     *
     * @param definitions the texts of its definitions, in any order
     */
    public static VersionSources of(List<SourceText> files, List<String> definitions) {
        return new VersionSources(hash(definitions.stream().sorted().collect(Collectors.joining("\n"))), files);
    }

    /** A version that came from no file, told from others by what its model looks like. */
    public static VersionSources ofModel(String model) {
        return new VersionSources(hash(model), List.of());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
