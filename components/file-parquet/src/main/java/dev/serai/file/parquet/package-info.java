/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Parquet as a format of files, by Apache's own library and without Hadoop. */
package dev.serai.file.parquet;
