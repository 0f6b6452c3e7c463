/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** How a file's bytes are made fewer. */
enum Compression {
    NONE(""),
    GZIP(".gz", 0x1F, 0x8B),
    ZIP(".zip", 'P', 'K', 3, 4),
    ZSTD(".zst", 0x28, 0xB5, 0x2F, 0xFD);

    static final String AUTO = "auto";

    /** What a zip without entries begins with. */
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

    private final String ending;
    private final byte[] magic;

    Compression(String ending, int... magic) {
        this.ending = ending;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /** The compression that an option names, or, for {@code auto}, the one that the file's first bytes tell. */
    static Compression of(String option, BufferedInputStream file) throws IOException {
        if (!option.equals(AUTO)) {
            return named(option);
        }
        file.mark(EMPTY_ZIP.length);
        byte[] first = file.readNBytes(EMPTY_ZIP.length);
        file.reset();
        for (Compression compression : values()) {
            if (compression != NONE && begins(first, compression.magic)) {
                return compression;
            }
        }
        return begins(first, EMPTY_ZIP) ? ZIP : NONE;
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

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
