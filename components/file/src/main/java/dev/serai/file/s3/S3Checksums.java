/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

/** For which requests and answers checksums are sent and compared. */
public enum S3Checksums {
    /** For all that can have one. */
    SUPPORTED,
    /** Only for those that must have one, for services that know no others. */
    REQUIRED
}
