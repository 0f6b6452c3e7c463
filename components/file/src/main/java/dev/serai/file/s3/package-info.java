/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Files in a bucket of Amazon S3 or of a service that speaks like it. */
package dev.serai.file.s3;
