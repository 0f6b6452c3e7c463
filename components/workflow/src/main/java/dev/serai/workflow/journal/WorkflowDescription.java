/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.List;

/**
 * What people say of a workflow.
 *
 * @param description a sentence, or null
 * @param category groups workflows, or null
 * @param owner who answers for it, or null
 * @param stage how far it is: {@code draft}, {@code active} or {@code deprecated}
 * @param tags for people who look for workflows
 */
public record WorkflowDescription(String description, String category, String owner, String stage, List<String> tags) {

    /** Of a workflow that nobody says anything of. */
    public static final WorkflowDescription NONE = new WorkflowDescription(null, null, null, "active", List.of());
}
