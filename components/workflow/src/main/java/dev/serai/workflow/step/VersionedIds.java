/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.regex.Pattern;

/** How routes, steps and endpoints of one version are told from those of others: by a suffix. */
public final class VersionedIds {

    private static final Pattern SUFFIX = Pattern.compile("@[0-9a-f]{12}$");

    private VersionedIds() {}

    /** The name with a version. */
    public static String versioned(String name, String version) {
        return name + "@" + version;
    }

    public static boolean isVersioned(String name) {
        return SUFFIX.matcher(name).find();
    }

    /** The name without its version. */
    public static String plain(String name) {
        return SUFFIX.matcher(name).replaceFirst("");
    }
}
