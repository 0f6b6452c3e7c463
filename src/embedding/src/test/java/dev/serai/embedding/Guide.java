/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The code blocks of the guide about embedding. */
final class Guide {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    private Guide() {}

    /** The block that begins with a comment that names this file. */
    static String file(String name) {
        return blocks().filter(block -> block.group(2).startsWith("# " + name + "\n"))
                .map(block -> block.group(2))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The guide has no " + name + "."));
    }

    static List<String> java() {
        return blocks().filter(block -> block.group(1).equals("java"))
                .map(block -> block.group(2))
                .toList();
    }

    private static Stream<MatchResult> blocks() {
        try {
            // Maven runs a module's tests in its folder.
            return BLOCK.matcher(Files.readString(Path.of("../main/docs/embedding.md")))
                    .results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
