/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.execution.OpenGroups;
import dev.serai.workflow.journal.AggregateGroup;
import dev.serai.workflow.journal.AggregateRows;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.GroupChange;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.step.AggregateRules.Aggregation;
import dev.serai.workflow.value.MessageState;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of one aggregate step. They lie in the store, and are in memory only while they change. Those who change
 * the same group take turns; a change that was computed from a group that is another by now is computed again.
 */
final class AggregateGroups implements OpenGroups {

    private static final Logger LOG = LoggerFactory.getLogger(AggregateGroups.class);

    private final CamelContext camelContext;
    private final AggregateRules rules;
    private final String step;
    private final Turns turns = new Turns();

    AggregateGroups(CamelContext camelContext, AggregateRules rules, String step) {
        this.camelContext = camelContext;
        this.rules = rules;
        this.step = step;
    }

    /**
     * Adds a message to its group, once for each key of an execution.
     *
     * @param key the idempotency key of the step under way
     * @param done called when it is durable, or with the reason why it cannot be added; not called when the store fails
     */
    void contribute(Execution execution, Exchange exchange, String correlation, String key, Consumer<Exception> done) {
        Contributor contributor = new Contributor(execution, exchange, correlation, key, done);
        turns.take(contributor.turn(), () -> contribute(contributor));
    }

    private void contribute(Contributor contributor) {
        ExecutionHost host = contributor.execution.host();
        AggregateRows rows = host.tables().aggregates();
        GroupChange change;
        try {
            if (rows.isContributed(contributor.execution.id(), contributor.key)) {
                end(contributor, null);
                return;
            }
            change = change(contributor);
        } catch (Exception e) {
            end(contributor, e);
            return;
        }
        rows.change(change, (changed, failure) -> {
            if (failure != null) {
                turns.end(contributor.turn(), host.executor());
                contributor.execution.abandonStep();
            } else if (changed) {
                tell(host, change);
                end(contributor, null);
            } else {
                contribute(contributor);
            }
        });
    }

    private void end(Contributor contributor, Exception failure) {
        turns.end(contributor.turn(), contributor.execution.host().executor());
        contributor.done.accept(failure);
    }

    private GroupChange change(Contributor contributor) throws CamelExchangeException {
        ExecutionHost host = contributor.execution.host();
        ExecutionRecord by = contributor.execution.record();
        AggregateGroup before = host.tables()
                .aggregates()
                .find(by.workflow(), step, contributor.correlation)
                .orElse(null);
        Aggregation aggregation = rules.aggregate(
                before == null ? null : exchange(host, before),
                ExchangeHelper.createCorrelatedCopy(contributor.exchange, false),
                contributor.correlation,
                host.tables().clock().now());
        String groupId = before == null ? host.handOvers().newId() : before.executionId();
        ExecutionRecord output = aggregation.complete() == null
                ? null
                : output(host, groupId, by.workflow(), by.version(), by.terms().priority(), aggregation.complete());
        boolean isNewGroup = before == null || output != null;
        AggregateGroup after = aggregation.open() == null
                ? null
                : new AggregateGroup(
                        by.workflow(),
                        step,
                        contributor.correlation,
                        output == null ? groupId : host.handOvers().newId(),
                        isNewGroup ? 1 : before.revision() + 1,
                        by.version(),
                        MessageState.encode(host.values(), aggregation.open()),
                        aggregation.dueAt());
        return new GroupChange(
                by.workflow(),
                step,
                contributor.correlation,
                before,
                after,
                output,
                new GroupChange.Contribution(by.id(), contributor.key, after == null ? groupId : after.executionId()));
    }

    /** Whether a correlation has a group. */
    boolean isOpen(Execution execution, String correlation) {
        return execution
                .host()
                .tables()
                .aggregates()
                .find(execution.record().workflow(), step, correlation)
                .isPresent();
    }

    /** Completes all groups of an execution's workflow that are open now, one after another. */
    void completeAll(Execution execution, Consumer<Exception> done) {
        ExecutionHost host = execution.host();
        completeNext(
                execution,
                host.tables()
                        .aggregates()
                        .correlations(execution.record().workflow(), step)
                        .iterator(),
                done);
    }

    private void completeNext(Execution execution, Iterator<String> correlations, Consumer<Exception> done) {
        if (!correlations.hasNext()) {
            done.accept(null);
            return;
        }
        ExecutionHost host = execution.host();
        Function<AggregateGroup, Optional<GroupChange>> force = group -> Optional.of(ended(
                host,
                group,
                execution.record().version(),
                rules.complete(exchange(host, group), AggregateProcessor.COMPLETED_BY_FORCE, group.correlation())));
        complete(host, execution.record().workflow(), correlations.next(), force, failure -> {
            if (failure == null) {
                completeNext(execution, correlations, done);
            } else {
                done.accept(failure);
            }
        });
    }

    @Override
    public void completeByItself(ExecutionHost host, AggregateGroup due) {
        Function<AggregateGroup, Optional<GroupChange>> end =
                group -> group.dueAt() > host.tables().clock().now()
                        ? Optional.empty()
                        : Optional.of(ended(
                                host,
                                group,
                                group.version(),
                                rules.completeByItself(exchange(host, group), group.correlation())));
        complete(host, due.workflow(), due.correlation(), end, failure -> {
            if (failure != null) {
                LOG.warn(
                        "The group '{}' of step {} could not be completed, and is tried again: {}",
                        due.correlation(),
                        step,
                        failure.getMessage());
            }
        });
    }

    /** @param end how a group ends; empty when it stays as it is */
    private void complete(
            ExecutionHost host,
            String workflow,
            String correlation,
            Function<AggregateGroup, Optional<GroupChange>> end,
            Consumer<Exception> done) {
        String turn = turn(workflow, correlation);
        turns.take(
                turn,
                () -> completeInTurn(host, workflow, correlation, end, failure -> {
                    turns.end(turn, host.executor());
                    done.accept(failure);
                }));
    }

    private void completeInTurn(
            ExecutionHost host,
            String workflow,
            String correlation,
            Function<AggregateGroup, Optional<GroupChange>> end,
            Consumer<Exception> done) {
        AggregateRows rows = host.tables().aggregates();
        Optional<GroupChange> change;
        try {
            change = rows.find(workflow, step, correlation).flatMap(end);
        } catch (RuntimeException e) {
            done.accept(e);
            return;
        }
        if (change.isEmpty()) {
            done.accept(null);
            return;
        }
        rows.change(change.get(), (changed, failure) -> {
            if (failure != null) {
                done.accept(failure);
            } else if (changed) {
                tell(host, change.get());
                done.accept(null);
            } else {
                completeInTurn(host, workflow, correlation, end, done);
            }
        });
    }

    private GroupChange ended(ExecutionHost host, AggregateGroup group, String version, Exchange complete) {
        ExecutionRecord output = complete == null
                ? null
                : output(host, group.executionId(), group.workflow(), version, StartTerms.DEFAULT_PRIORITY, complete);
        return new GroupChange(group.workflow(), step, group.correlation(), group, null, output, null);
    }

    private ExecutionRecord output(
            ExecutionHost host, String id, String workflow, String version, int priority, Exchange complete) {
        long now = host.tables().clock().now();
        return new ExecutionRecord(
                id,
                workflow,
                version,
                step,
                MessageState.encode(host.values(), complete),
                1,
                now,
                now,
                StartTerms.DEFAULTS.withPriority(priority));
    }

    private static void tell(ExecutionHost host, GroupChange change) {
        if (change.output() != null) {
            host.handOvers().added(change.workflow(), change.output().version());
        }
        if (change.after() != null && change.after().dueAt() < ExecutionRecord.NEVER) {
            host.handOvers().groupDue(change.after().dueAt());
        }
    }

    private Exchange exchange(ExecutionHost host, AggregateGroup group) {
        Exchange exchange = new DefaultExchange(camelContext);
        MessageState.decode(host.values(), group.state()).applyTo(exchange);
        return exchange;
    }

    private static String turn(String workflow, String correlation) {
        return workflow + "/" + correlation;
    }

    /** A message that waits to be added. */
    private record Contributor(
            Execution execution, Exchange exchange, String correlation, String key, Consumer<Exception> done) {

        String turn() {
            return AggregateGroups.turn(execution.record().workflow(), correlation);
        }
    }
}
