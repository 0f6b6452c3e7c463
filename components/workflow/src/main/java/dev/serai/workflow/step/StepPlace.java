/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

/**
 * Where a step stands.
 *
 * @param path its place in the model
 * @param id that the user gave it, or null
 * @param redeliverable an error handler may send the exchange here again
 * @param handlesFailure it stands in a clause that handles another step's failure
 */
record StepPlace(String path, String id, boolean redeliverable, boolean handlesFailure) {

    /** The same place of a step that the user gave an id. */
    StepPlace named(String newId) {
        return new StepPlace(path, newId, redeliverable, handlesFailure);
    }

    /** The place of something under this one. */
    StepPlace under(String name) {
        return new StepPlace(path + "/" + name, null, redeliverable, handlesFailure);
    }
}
