/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import java.util.List;

/** Makes names of attachments that came harmless: they are the sender's to choose, and routes write files by them. */
final class AttachmentNames {

    private static final int LONGEST = 200;

    private AttachmentNames() {}

    /**
     * A name without folders, control characters and what file systems keep for themselves.
     *
     * @param given as it stands in the message; null when there is none
     * @param number of the attachment, from 1, which names one without a name
     * @param problems takes what was changed
     */
    static String safe(String given, int number, List<String> problems) {
        if (given == null || given.isBlank()) {
            return "attachment-" + number;
        }
        String name = MessageReading.text(given);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean =
                last.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029<>:\"|?*]", "_").strip();
        if (clean.length() > LONGEST) {
            // The ending says what it is.
            clean = clean.substring(clean.length() - LONGEST);
        }
        if (clean.matches("\\.*")) {
            clean = "attachment-" + number;
        }
        if (!clean.equals(name)) {
            problems.add("The attachment '" + clean
                    + "' had another name, which could have led out of a folder or cannot" + " be one of a file.");
        }
        return clean;
    }
}
