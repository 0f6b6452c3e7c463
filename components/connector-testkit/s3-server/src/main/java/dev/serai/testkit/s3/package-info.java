/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** An S3 server for tests, which runs in a process of its own. */
package dev.serai.testkit.s3;
