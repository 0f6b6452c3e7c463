/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The guide to writing a connector: what it tells its readers to call and to change. */
final class Guide {

    private static final Pattern COMMANDS = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** A change is marked by a comment, which readers do not see, in front of the code that they do. */
    private static final Pattern CHANGE = Pattern.compile(
            "^<!-- (?<file>\\S+), (?<how>before|instead of|without): (?<place>.*?) -->\\n(?:```java\\n(?<code>.*?)\\n```$)?",
            Pattern.DOTALL | Pattern.MULTILINE);

    private final String text;

    Guide() throws IOException {
        // Maven runs a module's tests in its folder.
        String page = Files.readString(Path.of("..", "components", "README.md"));
        text = page.substring(page.indexOf("\n## Writing a connector\n"));
    }

    /** Every line of its shell blocks, in their order. */
    List<String> commands() {
        return COMMANDS.matcher(text)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    /** How much Java it shows. */
    long javaBlocks() {
        return text.lines().filter(line -> line.equals("```java")).count();
    }

    /**
     * Does to a module what the guide tells its reader to do.
     *
     * @return the number of places
     */
    int change(GeneratedModule module) throws IOException {
        List<MatchResult> changes = CHANGE.matcher(text).results().toList();
        for (MatchResult change : changes) {
            Path file = module.source(change.group(1));
            String place = change.group(3);
            String before = Files.readString(file);
            assertThat(before.split(Pattern.quote(place), -1))
                    .as("'" + place + "' stands once in " + file.getFileName())
                    .hasSize(2);
            Files.writeString(file, changed(before, change.group(2), place, change.group(4)));
        }
        return changes.size();
    }

    private static String changed(String text, String how, String place, String code) {
        return switch (how) {
            case "before" -> text.replace(place, code + "\n" + place);
            case "instead of" -> text.replace(place, code);
            default -> text.lines().filter(line -> !line.contains(place)).reduce("", (all, line) -> all + line + "\n");
        };
    }
}
