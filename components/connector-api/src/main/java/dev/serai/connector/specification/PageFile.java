/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of which a part is generated: what stands between the lines {@code <!-- reference -->} and
 * {@code <!-- /reference -->}. The rest is written by hand.
 */
public final class PageFile {

    private static final String BEGIN = "<!-- reference -->\n";
    private static final String END = "<!-- /reference -->\n";

    private final Path file;

    public PageFile(Path file) {
        this.file = file;
    }

    /** The page as it is. */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The page as it should be.
     *
     * @param reference the generated part
     * @throws IllegalStateException when the page lacks the two lines
     */
    public String with(String reference) {
        String text = text();
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(
                    "The page " + file + " lacks the lines " + BEGIN.trim() + " and " + END.trim() + ".");
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + reference + "\n" + text.substring(end);
    }

    /** Brings the generated part of the page up to date. */
    public void write(String reference) {
        String text = with(reference);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
