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
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
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
        addListener(camelContext);
        camelContext.setInflightRepository(new DurableInflightRepository());
        camelContext.getCamelContextExtension().lazyAddContextPlugin(ValueEncoding.class, ValueCodec::new);
    }

    private static void addListener(CamelContext camelContext) {
        try {
            camelContext.addStartupListener(new EngineOpening());
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Opens the engine when all routes are there. When it cannot, the start fails, and is not only warned of. */
    private static final class EngineOpening implements StartupListener {

        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // Routes are still to be started.
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            WorkflowEngine.of(context).open();
        }
    }

    /** Stops the engine before any route is taken away. */
    private static final class EngineLife extends LifecycleStrategySupport {

        @Override
        public void onContextStopping(CamelContext context) {
            WorkflowEngine engine = context.getCamelContextExtension().getContextPlugin(WorkflowEngine.class);
            if (engine != null) {
                engine.prepareStop();
            }
        }
    }
}
