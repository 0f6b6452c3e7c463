/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

/** What a server answered to a request. */
interface Answer {

    /** Such as 200. */
    int status();

    /** How many bytes of it are to be read. */
    int length();

    /** Releases what it holds, because nobody takes it any more. */
    void discard();
}
