/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What durable executions cost, beside programs by hand that write the same rows: on SQLite and on PostgreSQL, in process
 * and over HTTP, after a kill, and with many rows that are there already.
 */
package dev.serai.bench.durable;
