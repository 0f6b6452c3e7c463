/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

/** How a connection to a mail server is encrypted. */
enum MailSecurity {
    /** From its first byte. */
    TLS,
    /** From the command STARTTLS on, which the server must offer. */
    STARTTLS,
    /** Not at all. */
    NONE
}
