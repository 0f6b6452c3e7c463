/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Files in a folder of this machine. */
package dev.serai.file.local;
