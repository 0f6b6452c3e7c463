/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionRows.End;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Route;
import org.apache.camel.WaitForTaskToComplete;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;

/**
 * Starts a child for each route that consumes a {@code seda:} endpoint, and waits for their ends where Camel would wait
 * for the task. The wait is one of the execution, which needs no memory meanwhile.
 */
final class SedaHandOver extends DefaultAsyncProducer {

    private final SedaEntrance entrance;

    SedaHandOver(SedaEntrance entrance) {
        super(entrance);
        this.entrance = entrance;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            List<Route> routes = entrance.routes();
            if (routes.isEmpty() && entrance.seda().isDiscardIfNoConsumers()) {
                callback.done(true);
                return true;
            }
            List<String> entries = entries(routes);
            Sending sending = new Sending(
                    exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class),
                    exchange.getProperty(ExchangeProperties.STEP, String.class),
                    exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class),
                    exchange,
                    callback);
            byte[] message = MessageState.encode(sending.execution.host().values(), exchange);
            startChildren(sending, message, entries, new ArrayList<>());
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /** Where the children begin. */
    private List<String> entries(List<Route> routes) {
        if (routes.isEmpty()) {
            throw new UnrecoverableException("No route of this Camel context begins with " + entrance.seda()
                    + ", so nobody would ever take what is sent there. Add a route that does, or start another"
                    + " workflow with workflow:NAME.");
        }
        Entries all = Entries.of(entrance.getCamelContext());
        return routes.stream()
                .map(route -> all.beginning(route)
                        .orElseThrow(() -> new UnrecoverableException("The route '" + route.getRouteId()
                                + "', which takes what is sent to " + entrance.seda()
                                + ", was made of a route template,"
                                + " of which there may be several, so an execution that begins there could not tell"
                                + " them apart. Write the route out, or call the template by kamelet:.")))
                .toList();
    }

    private void startChildren(Sending sending, byte[] message, List<String> entries, List<String> started) {
        if (started.size() < entries.size()) {
            String entry = entries.get(started.size());
            String key = entries.size() == 1 ? sending.key : sending.key + "/" + entry;
            sending.execution.startChild(entry, message, key, child -> {
                started.add(child);
                startChildren(sending, message, entries, started);
            });
        } else if (waits(sending.exchange)) {
            awaitChild(sending, started, 0);
        } else {
            sending.callback.done(false);
        }
    }

    private boolean waits(Exchange exchange) {
        WaitForTaskToComplete wait = entrance.seda().getWaitForTaskToComplete();
        return wait == WaitForTaskToComplete.Always
                || (wait == WaitForTaskToComplete.IfReplyExpected && ExchangeHelper.isOutCapable(exchange));
    }

    private void awaitChild(Sending sending, List<String> children, int number) {
        if (number == children.size() || sending.exchange.getException() != null) {
            sending.callback.done(false);
            return;
        }
        String child = children.get(number);
        long timeout = entrance.seda().getTimeout();
        StepWait wait = new StepWait(
                // A step has one wait; each child after the first needs one of its own.
                number == 0 ? sending.step : sending.step + "/" + number,
                StepWait.Kind.CHILD,
                child,
                timeout > 0 ? sending.execution.host().tables().clock().now() + timeout : ExecutionRecord.NEVER);
        sending.execution.await(sending.exchange, wait, answer -> {
            if (answer.state() == StepWait.State.TIMED_OUT) {
                sending.exchange.setException(new ExchangeTimedOutException(
                        sending.exchange, timeout, "Execution " + child + " has not ended yet; it goes on."));
            } else {
                takeResult(sending, child, children.size() == 1);
            }
            awaitChild(sending, children, number + 1);
        });
    }

    /** @param only of several children nobody could say whose body counts: Camel keeps the message then, too */
    private void takeResult(Sending sending, String child, boolean only) {
        ExecutionHost host = sending.execution.host();
        Optional<End> end = host.tables().executions().finished(child);
        if (end.isEmpty()) {
            sending.exchange.setException(new UnrecoverableException("Execution " + child + ", which took the message"
                    + " from " + queue() + ", is not kept any more, so its result is not known."));
        } else if (end.get().failure() != null) {
            sending.exchange.setException(new UnrecoverableException("Execution " + child + ", which took the message"
                    + " from " + queue()
                    + (end.get().status() == ExecutionStatus.CANCELLED
                            ? ", was cancelled."
                            : ", is a dead letter: " + end.get().failure().message())));
        } else if (only) {
            sending.exchange
                    .getMessage()
                    .setBody(MessageState.decodeBody(host.values(), end.get().output()));
        }
    }

    /** The queue as its users write it. */
    private String queue() {
        return VersionedIds.plain(entrance.seda().getEndpointBaseUri()).replace("://", ":");
    }

    /** One message on its way. */
    private record Sending(Execution execution, String step, String key, Exchange exchange, AsyncCallback callback) {}
}
