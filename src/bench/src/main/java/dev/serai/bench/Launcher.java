/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands as processes, as people do. */
final class Launcher {

    private static final Path SERAI = Path.of("serai").toAbsolutePath();

    private Launcher() {}

    /** The launcher builds what is out of date; that is no part of what is measured. */
    static void build() throws IOException {
        String unused = serai(Redirect.INHERIT, "--version");
    }

    /**
     * Runs {@code ./serai}.
     *
     * @return what it printed
     * @throws IOException when it fails
     */
    static String serai(Redirect errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(SERAI.toString()));
        command.addAll(List.of(arguments));
        return call(command, Path.of(""), errors);
    }

    /**
     * Runs any command.
     *
     * @return what it printed
     * @throws IOException when it fails
     */
    static String call(List<String> command, Path folder, Redirect errors) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectError(errors)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("'" + String.join(" ", command) + "' ended with code " + code + ".");
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while '" + String.join(" ", command) + "' ran.", e);
        } finally {
            process.destroy();
        }
    }
}
