/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a call of a database costs through the SQL connector, beside bare Camel and plain JDBC on the same PostgreSQL. */
package dev.serai.bench.sql;
