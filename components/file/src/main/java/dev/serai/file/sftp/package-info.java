/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Files on a server that is reached by SFTP. */
package dev.serai.file.sftp;
