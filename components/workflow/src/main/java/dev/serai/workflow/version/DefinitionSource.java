/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;

/**
 * What a workflow was defined by. Its hash is the version: two definitions with the same text are one version, wherever
 * they lie.
 *
 * @param fileName null when the definition came from no file that can be read again
 * @param text null when there is no file
 * @param version the first 48 bits of the text's SHA-256, in hexadecimal digits
 */
public record DefinitionSource(String fileName, String text, String version) {

    private static final Pattern IDENTITY = Pattern.compile("(?:\\$\\$Lambda[^@\\],]*)?@[0-9a-f]+");

    /** The source of a route. One that came from no file is told from others by what its model looks like. */
    public static DefinitionSource of(RouteDefinition route) {
        Resource resource = route.getResource();
        if (resource == null || !resource.exists()) {
            // A lambda is shown with its identity, which is another one in each process.
            return new DefinitionSource(
                    null, null, hash(IDENTITY.matcher(route.toString()).replaceAll("")));
        }
        try (InputStream stream = resource.getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String location = resource.getLocation();
            String fileName = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
            return new DefinitionSource(fileName, text, hash(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
