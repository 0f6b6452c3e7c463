/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Starts an execution of a workflow ({@code to:}), or is one ({@code from:}). */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "workflow",
        title = "Workflow",
        syntax = "workflow:name",
        category = {Category.WORKFLOW})
public class WorkflowEndpoint extends DefaultEndpoint {

    /** A step that waits for a time. */
    static final String SLEEP = "sleep";

    /** A step that waits for a signal. */
    static final String AWAIT = "await";

    /** A step that sends a signal; also outside workflows. */
    static final String SIGNAL = "signal";

    /** A step that waits for somebody's decision. */
    static final String APPROVAL = "approval";

    /** The names of steps, which no workflow may have. */
    private static final Set<String> STEPS = Set.of(SLEEP, AWAIT, SIGNAL, APPROVAL);

    @UriPath(description = "The workflow's name; or one of the steps sleep, await, approval and signal.")
    @Metadata(required = true)
    private final String name;

    @UriParam
    private WorkflowOptions workflow = new WorkflowOptions();

    @UriParam
    private DescriptionOptions description = new DescriptionOptions();

    @UriParam
    private StartOptions start = new StartOptions();

    @UriParam
    private SuspensionOptions suspension = new SuspensionOptions();

    @UriParam
    private SignalOptions signaling = new SignalOptions();

    @UriParam
    private ApprovalOptions approval = new ApprovalOptions();

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "The longest wait: for the end of an execution that was started, which goes on when it is"
                    + " over; for a signal; for an approval. By default an execution waits for ever, and a caller that"
                    + " is none waits 5m.")
    private long timeout;

    WorkflowEndpoint(String uri, WorkflowComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        return switch (name) {
            case SLEEP -> new SleepProducer(this);
            case AWAIT -> new AwaitProducer(this);
            case SIGNAL -> new SignalProducer(this);
            case APPROVAL -> new ApprovalProducer(this);
            default -> new WorkflowProducer(this);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (STEPS.contains(name)) {
            throw new IllegalArgumentException("No route can begin with workflow:" + name
                    + ", because this is a step that workflows use. Give the workflow another name.");
        }
        WorkflowConsumer consumer = new WorkflowConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    public String getName() {
        return name;
    }

    public WorkflowOptions getWorkflow() {
        return workflow;
    }

    public void setWorkflow(WorkflowOptions workflow) {
        this.workflow = workflow;
    }

    public DescriptionOptions getDescription() {
        return description;
    }

    public void setDescription(DescriptionOptions description) {
        this.description = description;
    }

    public StartOptions getStart() {
        return start;
    }

    public void setStart(StartOptions start) {
        this.start = start;
    }

    public SuspensionOptions getSuspension() {
        return suspension;
    }

    public void setSuspension(SuspensionOptions suspension) {
        this.suspension = suspension;
    }

    public SignalOptions getSignaling() {
        return signaling;
    }

    public void setSignaling(SignalOptions signaling) {
        this.signaling = signaling;
    }

    public ApprovalOptions getApproval() {
        return approval;
    }

    public void setApproval(ApprovalOptions approval) {
        this.approval = approval;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }
}
