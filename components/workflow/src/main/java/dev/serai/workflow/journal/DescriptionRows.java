/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.store.StoreWrite;
import java.util.List;

/** What people say of workflows, kept with each version, so that it can be read when no runtime runs. */
public final class DescriptionRows {

    private static final JsonMapper JSON = new JsonMapper();

    private final EngineClock clock;

    DescriptionRows(EngineClock clock) {
        this.clock = clock;
    }

    /** Keeps the description of a version that is the current one from now on. */
    public StoreWrite<Integer> keep(String workflow, String version, WorkflowDescription description) {
        String tags = format(description.tags());
        return session -> session.update(
                """
                        INSERT INTO workflow_description (workflow, version, description, category, owner, stage, tags,
                            seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (workflow, version) DO UPDATE SET description = excluded.description,
                            category = excluded.category, owner = excluded.owner, stage = excluded.stage,
                            tags = excluded.tags, seen_at = excluded.seen_at""",
                workflow,
                version,
                description.description(),
                description.category(),
                description.owner(),
                description.stage(),
                tags,
                clock.now());
    }

    private static String format(List<String> tags) {
        try {
            return JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Tags " + tags + " are no texts.", e);
        }
    }

    /** The tags of a row. */
    public static List<String> tags(String json) {
        try {
            return json == null ? List.of() : JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds tags that are no JSON array: " + json, e);
        }
    }
}
