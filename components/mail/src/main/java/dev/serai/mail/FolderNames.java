/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;

/** Which names of folders a call may use. */
final class FolderNames {

    private static final int LONGEST = 255;

    private FolderNames() {}

    /** @throws dev.serai.connector.ConnectorException when it is none, or a pattern for several */
    static String checked(String name, Caller caller) {
        boolean good = !name.isBlank()
                && name.length() <= LONGEST
                && name.chars().noneMatch(c -> Character.isISOControl(c) || c == '*' || c == '%');
        if (!good) {
            throw caller.failure(
                            MailErrors.OPTION_REFUSED,
                            "'" + name.replaceAll("\\p{Cntrl}", "?") + "' is no name of a folder. Expected 1 to 255"
                                    + " characters without '*', '%' and control characters, such as INBOX or INBOX/Done.")
                    .neverSent()
                    .build();
        }
        return name;
    }
}
