/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.configuration.Option;

/** What a declaration of type {@code mail} says. */
record MailConfiguration(
        @Option("Which servers, and as whom.") MailConnection connection,

        @Option("How mail is sent and read.") MailOptions options) {}
