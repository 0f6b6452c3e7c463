/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A Markdown page with one table: a row for each connector, sorted, with what it has and what it lacks. */
public final class ConformancePage {

    /** Set to {@code true} so that a run writes its row instead of comparing it. */
    public static final String WRITE = "serai.pages.write";

    private static final String DIVIDER = "|---";

    private final Path file;

    /** @param file must be there, with a table of three columns */
    public ConformancePage(Path file) {
        this.file = file;
    }

    /** {@code CONFORMANCE.md} in the folder above the one that tests run in, if it is there. */
    static Optional<Path> besideTheModule() {
        return Optional.ofNullable(Path.of("").toAbsolutePath().getParent())
                .map(parent -> parent.resolve("CONFORMANCE.md"))
                .filter(Files::exists);
    }

    /** A connector's row. */
    static String row(String title, Map<Behaviour, String> lacking) {
        Set<Behaviour> has = EnumSet.allOf(Behaviour.class);
        has.removeAll(lacking.keySet());
        String lacks = lacking.entrySet().stream()
                .map(one -> "**" + one.getKey().label() + "**: " + one.getValue())
                .collect(Collectors.joining("<br>"));
        return "| " + title + " | " + has.stream().map(Behaviour::label).collect(Collectors.joining(", ")) + " | "
                + (lacks.isEmpty() ? "nothing" : lacks) + " |";
    }

    /** The titles of all rows: a type, or {@code type (variant)}. */
    public List<String> titles() {
        List<String> lines = lines();
        return lines.subList(first(lines), end(lines)).stream()
                .map(ConformancePage::title)
                .toList();
    }

    /** The row of that title, as it stands there. */
    Optional<String> rowOf(String title) {
        List<String> lines = lines();
        return lines.subList(first(lines), end(lines)).stream()
                .filter(line -> title(line).equals(title))
                .findFirst();
    }

    /** Puts a row in its place. */
    void write(String row) {
        List<String> lines = new ArrayList<>(lines());
        List<String> rows = new ArrayList<>(lines.subList(first(lines), end(lines)));
        rows.removeIf(line -> title(line).equals(title(row)));
        rows.add(row);
        rows.sort(null);
        List<String> fresh = new ArrayList<>(lines.subList(0, first(lines)));
        fresh.addAll(rows);
        fresh.addAll(lines.subList(end(lines), lines.size()));
        try {
            Files.write(file, fresh);
        } catch (IOException e) {
            throw new UncheckedIOException("The page " + file + " cannot be written.", e);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The page " + file + " cannot be read.", e);
        }
    }

    private int first(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(DIVIDER)) {
                return i + 1;
            }
        }
        throw new IllegalStateException("The page " + file + " has no table.");
    }

    private int end(List<String> lines) {
        int line = first(lines);
        while (line < lines.size() && lines.get(line).startsWith("|")) {
            line++;
        }
        return line;
    }

    private static String title(String row) {
        return row.substring(1, row.indexOf('|', 1)).strip();
    }
}
