/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The numbers by which a server knows the messages of a folder. */
final class Uids {

    private static final long LARGEST = 0xffff_ffffL;

    private Uids() {}

    /** Reads a number, from 0 to 4,294,967,295 as IMAP has them. */
    static long one(Object given, Caller caller) {
        String text = String.valueOf(given).strip();
        if (text.matches("\\d{1,10}") && Long.parseLong(text) <= LARGEST) {
            return Long.parseLong(text);
        }
        throw caller.failure(
                        MailErrors.OPTION_REFUSED,
                        "'" + text.replaceAll("\\p{Cntrl}", "?")
                                + "' is no number that IMAP has. Expected a whole number up to 4294967295.")
                .neverSent()
                .build();
    }

    /** Reads one number or several: a number, a text with commas, a list. */
    static List<Long> all(Object given, Caller caller) {
        List<Long> uids = new ArrayList<>();
        Collection<?> several = given instanceof Collection<?> list
                ? list
                : List.of(String.valueOf(given).split(",", -1));
        for (Object one : several) {
            uids.add(one(one, caller));
        }
        return uids;
    }
}
