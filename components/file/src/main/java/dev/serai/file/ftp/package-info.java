/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Files on a server that is reached by FTP, with or without TLS. */
package dev.serai.file.ftp;
