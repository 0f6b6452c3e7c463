/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.journal.WorkflowDescription;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What {@code from: workflow:NAME} says of the workflow to people. Description and group are the route's own. */
@UriParams
public class DescriptionOptions {

    @UriParam(label = "consumer", description = "Who answers for the workflow.")
    private String owner;

    @UriParam(label = "consumer", description = "Words to find the workflow by, with commas between them.")
    private String tags;

    @UriParam(
            label = "consumer",
            enums = "draft,active,deprecated",
            defaultValue = "active",
            description = "How far the workflow is. For people; it runs in each of them.")
    private String stage = WorkflowDescription.NONE.stage();

    WorkflowDescription describe(RouteDefinition route) {
        List<String> words = tags == null
                ? List.of()
                : Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .toList();
        return new WorkflowDescription(route.getDescriptionText(), route.getGroup(), owner, stage, words);
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getTags() {
        return tags;
    }

    public void setTags(String tags) {
        this.tags = tags;
    }

    public String getStage() {
        return stage;
    }

    public void setStage(String stage) {
        this.stage = stage;
    }
}
