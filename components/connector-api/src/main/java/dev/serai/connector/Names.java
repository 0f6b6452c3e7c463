/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** How names are compared and corrected: one rule for options, operations, connectors and keys. */
public final class Names {

    private Names() {}

    /** Whether two spellings name the same thing: case, {@code _} and {@code -} do not matter. */
    public static boolean same(String one, String other) {
        return fold(one).equals(fold(other));
    }

    /** The spelling that all spellings of one name share. */
    public static String fold(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** The known name that a misspelt one most likely means; empty when none is near. */
    public static Optional<String> closest(String misspelt, Collection<String> known) {
        // Two letters that changed places are one mistake.
        DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance();
        String folded = fold(misspelt);
        int farthest = Math.max(1, folded.length() / 3);
        return known.stream()
                .filter(name -> distance.apply(folded, fold(name)) <= farthest)
                .min(Comparator.comparingInt(name -> distance.apply(folded, fold(name))));
    }

    /** The end of a message about an unknown name: {@code Did you mean 'x'?}, or all that are known. */
    public static String suggestion(String misspelt, Collection<String> known) {
        return closest(misspelt, known)
                .map(name -> "Did you mean '" + name + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "None is declared."
                        : "Known: " + String.join(", ", known.stream().sorted().toList()) + ".");
    }
}
