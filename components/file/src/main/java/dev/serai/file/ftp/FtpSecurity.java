/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.ftp;

/** How a connection is encrypted. */
public enum FtpSecurity {
    /** By TLS, begun with the command AUTH on the usual port; never without. */
    EXPLICIT,
    /** By TLS from the first byte, on a port of its own. */
    IMPLICIT,
    /** Not at all: whoever sees the network reads the password. */
    NONE
}
