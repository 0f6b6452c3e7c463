/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.state.ValueEncoding;
import dev.serai.workflow.engine.DurableInflightRepository;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.step.StepInterception;
import dev.serai.workflow.value.ValueCodec;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Found by Camel when the jar is on the class path. Steps must be wrapped in every route, also in one that is made
 * before the first workflow is seen, because a workflow may call it.
 */
public final class WorkflowPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        camelContext.addLifecycleStrategy(new StepInterception());
        camelContext.addLifecycleStrategy(new EngineLife());
        camelContext.setInflightRepository(new DurableInflightRepository());
        camelContext.getCamelContextExtension().lazyAddContextPlugin(ValueEncoding.class, ValueCodec::new);
    }

    /** Opens the engine when all routes are there, and stops it before any is taken away. */
    private static final class EngineLife extends LifecycleStrategySupport {

        @Override
        public void onContextStarted(CamelContext context) {
            WorkflowEngine.of(context).open();
        }

        @Override
        public void onContextStopping(CamelContext context) {
            WorkflowEngine.of(context).prepareStop();
        }
    }
}
