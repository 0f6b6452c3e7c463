/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a file's bytes are made fewer. */
enum Compression {
    NONE("", ""),
    GZIP(".gz", "\u001F\u008B"),
    ZIP(".zip", "PK\u0003\u0004"),
    ZSTD(".zst", "(\u00B5/\u00FD");

    static final String AUTO = "auto";

    /** What a zip without entries begins with. */
    private static final String EMPTY_ZIP = "PK\u0005\u0006";

    private final String ending;
    /** The first bytes, each as a character. */
    private final String magic;

    Compression(String ending, String magic) {
        this.ending = ending;
        this.magic = magic;
    }

    /** The compression that an option names, or, for {@code auto}, the one that the file's first bytes tell. */
    static Compression of(String option, BufferedInputStream file) throws IOException {
        if (!option.equals(AUTO)) {
            return named(option);
        }
        file.mark(EMPTY_ZIP.length());
        String first = new String(file.readNBytes(EMPTY_ZIP.length()), StandardCharsets.ISO_8859_1);
        file.reset();
        for (Compression compression : values()) {
            if (compression != NONE && first.startsWith(compression.magic)) {
                return compression;
            }
        }
        return first.equals(EMPTY_ZIP) ? ZIP : NONE;
    }

    /** The compression that an option names, or, for {@code auto}, the one that the file's name ends with. */
    static Compression of(String option, String fileName) {
        if (!option.equals(AUTO)) {
            return named(option);
        }
        String name = fileName.toLowerCase(Locale.ROOT);
        for (Compression compression : values()) {
            if (compression != NONE && name.endsWith(compression.ending)) {
                return compression;
            }
        }
        return NONE;
    }

    /** A file's name without the ending that tells its compression. */
    static String withoutEnding(String fileName) {
        return fileName.substring(
                0, fileName.length() - of(AUTO, fileName).ending.length());
    }

    private static Compression named(String option) {
        return valueOf(option.toUpperCase(Locale.ROOT));
    }
}
