/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

/** How much of a bad record's text is kept. */
final class Raw {

    /** In characters. */
    private static final int LONGEST = 65_536;

    private Raw() {}

    /** The text, or its beginning, with a replacement character for every byte that is no text. */
    static String text(String text) {
        String beginning = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return beginning.replace(StrictReader.NO_TEXT, '\uFFFD');
    }
}
