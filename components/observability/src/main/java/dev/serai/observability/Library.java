/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

/** A library that an application may leave out. */
final class Library {

    private Library() {}

    /** Whether a class of it is on the class path. Nothing of it may be touched before. */
    static boolean has(String className) {
        try {
            Class.forName(className, false, Library.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
