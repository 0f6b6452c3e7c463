/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/**
 * A kind of failure with a stable name, such as {@code SERAI-SQL-003}.
 *
 * @param code never changes its meaning once released
 * @param category what went wrong
 * @param recoverable the same call may succeed later without anybody changing anything
 */
public record ErrorCode(String code, ErrorCategory category, boolean recoverable) {}
