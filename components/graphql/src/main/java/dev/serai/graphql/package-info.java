/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The connector type {@code graphql}: queries and mutations, Relay connections page by page, and what a schema has.
 * {@link dev.serai.graphql.GraphQl} is the way in from Java.
 */
package dev.serai.graphql;
