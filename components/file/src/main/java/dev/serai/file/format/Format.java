/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.util.Locale;

/** What a file holds. */
enum Format {
    CSV("csv"),
    NDJSON("ndjson", "jsonl"),
    JSON("json"),
    XML("xml"),
    LINES("lines"),
    /** Brought by a jar of its own. */
    PARQUET("parquet");

    static final String AUTO = "auto";

    /** The name that NDJSON had first. */
    private static final String JSON_LINES = "json-lines";

    private final String option;
    private final String otherEnding;

    Format(String option) {
        this(option, option);
    }

    Format(String option, String otherEnding) {
        this.option = option;
        this.otherEnding = otherEnding;
    }

    /** As options and providers name it. */
    String option() {
        return option;
    }

    /**
     * The format that an option names, or the one that a file's name ends with; a name that tells nothing is that of a
     * CSV.
     */
    static Format of(String option, String fileName) {
        if (option.equals(JSON_LINES)) {
            return NDJSON;
        }
        if (!option.equals(AUTO)) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
        Format told = byEnding(fileName);
        return told == null ? CSV : told;
    }

    /** The format that a file's name ends with, an ending of a compression left out, or null. */
    static Format byEnding(String fileName) {
        String name = Compression.withoutEnding(fileName).toLowerCase(Locale.ROOT);
        for (Format format : values()) {
            if (format != LINES && (name.endsWith("." + format.option) || name.endsWith("." + format.otherEnding))) {
                return format;
            }
        }
        return null;
    }
}
