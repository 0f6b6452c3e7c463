/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import java.util.Collection;

/** The end of a message about an unknown name. */
final class Suggestion {

    /** A longer list helps nobody. */
    private static final int READABLE = 15;

    private Suggestion() {}

    /** Names the one that was likely meant, or all when they are few. */
    static String of(String misspelt, Collection<String> known) {
        return known.size() <= READABLE
                ? Names.suggestion(misspelt, known)
                : Names.closest(misspelt, known)
                        .map(name -> "Did you mean '" + name + "'?")
                        .orElse("Nothing known is spelt alike.");
    }
}
