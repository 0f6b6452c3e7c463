/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What reading and writing records through the file connector costs, beside the library it uses and the bare file. */
package dev.serai.bench.file;
