/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

/** Looks for one kind of mistake. */
@FunctionalInterface
interface Check {

    void check(WorkspaceModel model, Problems problems);
}
