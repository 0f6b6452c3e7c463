/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Where files lie: what every place for files can do, whether a folder, a bucket or a server. Nothing in here knows what files
 * hold.
 */
package dev.serai.file.storage;
