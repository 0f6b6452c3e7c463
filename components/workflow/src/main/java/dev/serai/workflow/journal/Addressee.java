/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * Which execution is meant.
 *
 * @param executionId its id; null when it is meant by its key
 * @param workflow with the key: the workflow's name
 * @param key what it was started with
 */
public record Addressee(String executionId, String workflow, String key) {

    public static Addressee execution(String id) {
        return new Addressee(id, null, null);
    }

    /** The execution of a workflow that was started with a key. */
    public static Addressee startedWith(String workflow, String key) {
        return new Addressee(null, workflow, key);
    }

    @Override
    public String toString() {
        return executionId != null
                ? "execution " + executionId
                : "execution of workflow '" + workflow + "' with the key '" + key + "'";
    }
}
