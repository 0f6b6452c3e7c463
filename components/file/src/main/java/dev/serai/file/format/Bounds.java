/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

/**
 * How much a compressed file may become.
 *
 * @param maxEntries of an archive
 * @param maxSize of all that comes out, in bytes
 * @param maxRatio how many bytes may come out for each that is read; the first {@value #FREE} bytes are free
 */
record Bounds(long maxEntries, long maxSize, long maxRatio) {

    /** Little content can be very regular without anybody meaning harm. */
    static final long FREE = 1L << 20;

    /** Says why it is too much, or gives null. */
    String refusal(long out, long in) {
        if (out > maxSize) {
            return "it holds more than " + maxSize + " bytes ('maxSize'). Raise the bound if that is right";
        }
        if (out > FREE && out / Math.max(1, in) >= maxRatio) {
            return "what it holds is more than " + maxRatio
                    + " times as large as it is ('maxRatio'), as in a file made to"
                    + " fill memory or disks. Raise the bound if that is right";
        }
        return null;
    }
}
