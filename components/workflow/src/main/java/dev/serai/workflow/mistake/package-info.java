/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Mistakes that tests let the engine make, to show that they would be found. */
package dev.serai.workflow.mistake;
