/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import java.util.regex.Pattern;

/** How routes and endpoints of an older version are told from the current ones: by a suffix. */
public final class VersionedIds {

    private static final Pattern SUFFIX = Pattern.compile("@[0-9a-f]{12}$");

    private VersionedIds() {}

    static String versioned(String name, String version) {
        return name + "@" + version;
    }

    /** The name without its version. */
    public static String plain(String name) {
        return SUFFIX.matcher(name).replaceFirst("");
    }

    /** The version that a name has; null when it has none, as what is current. */
    public static String version(String name) {
        String plain = plain(name);
        return plain.length() == name.length() ? null : name.substring(plain.length() + 1);
    }
}
