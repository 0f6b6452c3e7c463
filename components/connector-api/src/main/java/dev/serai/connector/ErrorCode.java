/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/**
 * A kind of failure with a stable name, such as {@code SERAI-SQL-003}. Two codes of one name are the same code.
 *
 * @param code never changes its meaning once released
 * @param category what went wrong
 * @param recoverable the same call may succeed later without anybody changing anything
 * @param meaning one sentence for the reference page; empty for a code that came back from a record
 */
public record ErrorCode(String code, ErrorCategory category, boolean recoverable, String meaning) {

    /** A code whose meaning stands elsewhere. */
    public ErrorCode(String code, ErrorCategory category, boolean recoverable) {
        this(code, category, recoverable, "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrorCode that && code.equals(that.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }
}
