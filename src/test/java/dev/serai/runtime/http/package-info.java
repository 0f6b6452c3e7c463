/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the HTTP engine: on which thread routes run, that they answer as with Camel's, and that no event loop is held. */
package dev.serai.runtime.http;
