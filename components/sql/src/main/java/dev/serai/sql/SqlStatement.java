/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.List;

/**
 * A statement as JDBC takes it.
 *
 * @param sql with {@code ?} for every parameter
 * @param parameters in the order of the {@code ?}
 */
record SqlStatement(String sql, List<Object> parameters) {}
