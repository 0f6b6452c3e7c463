/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.EngineSettings;
import dev.serai.workflow.engine.WorkflowEngine;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Starts executions of workflows, and runs them. */
@Component("workflow")
public class WorkflowComponent extends DefaultComponent {

    @Metadata(
            description = "The folder of the store. Not used when the Camel registry holds a store.",
            defaultValue = ".serai")
    private String storeDirectory = EngineSettings.DEFAULTS.storeDirectory();

    @Metadata(description = "How many executions run at once, of all workflows together.", defaultValue = "100")
    private int maxConcurrent = EngineSettings.DEFAULTS.maxConcurrent();

    public String getStoreDirectory() {
        return storeDirectory;
    }

    public void setStoreDirectory(String storeDirectory) {
        this.storeDirectory = storeDirectory;
    }

    public int getMaxConcurrent() {
        return maxConcurrent;
    }

    public void setMaxConcurrent(int maxConcurrent) {
        this.maxConcurrent = maxConcurrent;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        WorkflowEngine engine = WorkflowEngine.of(getCamelContext());
        engine.configure(new EngineSettings(storeDirectory, maxConcurrent));
        engine.start();
    }

    @Override
    protected void doStop() throws Exception {
        WorkflowEngine.of(getCamelContext()).stop();
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!remaining.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException("'" + remaining + "' cannot name a workflow. Expected letters, digits,"
                    + " '.', '_' or '-', beginning with a letter or digit.");
        }
        WorkflowEndpoint endpoint = new WorkflowEndpoint(uri, this, remaining);
        StepOptions.check(remaining, parameters);
        EndpointOptions.check(remaining, parameters);
        endpoint.getWorkflow()
                .setStepTimeouts(PropertiesHelper.extractProperties(parameters, EndpointOptions.STEP_TIMEOUT));
        endpoint.getStart().setLabels(PropertiesHelper.extractProperties(parameters, EndpointOptions.LABEL));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
