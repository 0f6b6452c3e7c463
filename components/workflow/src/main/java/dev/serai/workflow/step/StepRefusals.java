/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Objects;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** What about single steps cannot be durable. Each method gives the reason with the alternative, or null. */
final class StepRefusals {

    /** Components that hand the exchange to another thread and go on, so that its steps would outlive the caller. */
    private static final List<String> HAND_OVER = List.of("seda:", "disruptor:", "disruptor-vm:", "stub:");

    private StepRefusals() {}

    static String notKnown(ProcessorDefinition<?> step) {
        return "'" + step.getShortName() + "' is not yet durable. Use it in the trigger's route, before the workflow"
                + " starts, or in a route that no workflow calls";
    }

    static String unproven(ProcessorDefinition<?> step) {
        return Determinism.isProven(step)
                ? null
                : "'" + step.getShortName() + "' decides by an expression that may give another result on replay ("
                        + Determinism.describe(step) + "), which is not yet durable. Put the expression into a"
                        + " setVariable before it, which is recorded, and decide by the variable";
    }

    static String handOver(ProcessorDefinition<?> step) {
        String uri = step instanceof ToDefinition to
                ? to.getUri()
                : step instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
        return uri == null ? null : handOver(uri);
    }

    static String handOver(String uri) {
        return HAND_OVER.stream().noneMatch(uri::startsWith)
                ? null
                : "sending to '" + uri + "' is not yet durable, because its steps go on in another thread after this"
                        + " one has ended. Send to a direct: endpoint, or start another workflow with workflow:NAME";
    }

    static String delayWithSteps(ProcessorDefinition<?> step) {
        return step.getOutputs().isEmpty()
                ? null
                : "'delay' holds steps, which is not durable. Put them after it: they wait as well";
    }

    static String timeout(ProcessorDefinition<?> step) {
        String timeout = step instanceof SplitDefinition split
                ? split.getTimeout()
                : step instanceof MulticastDefinition multicast
                        ? multicast.getTimeout()
                        : ((RecipientListDefinition<?>) step).getTimeout();
        return isUnset(timeout, "0")
                ? null
                : "'" + step.getShortName() + "' with a timeout is not durable, because the branches that it gives up"
                        + " would go on beside the execution. Leave the timeout out, and limit the steps in the"
                        + " branches instead";
    }

    static String concurrentThrottle(ProcessorDefinition<?> step) {
        return isUnset(((ThrottleDefinition) step).getMode(), "TotalRequests")
                ? null
                : "'throttle' of concurrent requests is not durable, because an execution that waits in the store would"
                        + " keep its place. Limit how many executions run at once with maxConcurrent in from: workflow:";
    }

    static String breakerLimits(ProcessorDefinition<?> step) {
        var settings = ((CircuitBreakerDefinition) step).getResilience4jConfiguration();
        if (settings == null) {
            return null;
        }
        if (!isUnset(settings.getTimeoutEnabled(), "false")) {
            return "'circuitBreaker' with a timeout is not durable, because the steps that it gives up would go on beside"
                    + " the fallback. Leave timeoutEnabled out, and limit the call itself, for example with the"
                    + " component's own timeout";
        }
        return isUnset(settings.getBulkheadEnabled(), "false")
                ? null
                : "'circuitBreaker' with a bulkhead is not durable, because an execution that waits in the store would"
                        + " keep its place. Limit how many executions run at once with maxConcurrent in from: workflow:";
    }

    static String parallelCompletion(ProcessorDefinition<?> step) {
        OnCompletionDefinition completion = (OnCompletionDefinition) step;
        boolean alone = isUnset(completion.getParallelProcessing(), "false")
                && completion.getExecutorServiceBean() == null
                && completion.getExecutorService() == null;
        return alone
                ? null
                : "'onCompletion' with threads of its own is not durable, because its steps would outlive the"
                        + " execution. Leave parallelProcessing and executorService out";
    }

    /** What can be durable in a workflow's own route, but not in one that it calls. */
    static String inCalledRoute(ProcessorDefinition<?> step) {
        return step instanceof OnCompletionDefinition completion && completion.isRouteScoped()
                ? "'onCompletion' of a route that a workflow calls is not durable, because the route is passed over once"
                        + " its call is recorded. Put it into the workflow's own route, or its steps at the end of this"
                        + " one"
                : null;
    }

    static String sendAfterInterception(ProcessorDefinition<?> step) {
        InterceptSendToEndpointDefinition intercept = (InterceptSendToEndpointDefinition) step;
        boolean instead = "true".equals(intercept.getSkipSendToOriginalEndpoint()) && intercept.getAfterUri() == null;
        return instead
                ? null
                : "'interceptSendToEndpoint' around a send is not durable, because its steps and the send would be one"
                        + " step. Set skipSendToOriginalEndpoint to true when it replaces the send; otherwise put its"
                        + " steps before and after the send";
    }

    private static boolean isUnset(String value, String usual) {
        return value == null || value.isEmpty() || Objects.equals(value, usual);
    }
}
