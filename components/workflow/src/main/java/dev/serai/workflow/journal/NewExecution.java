/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * An execution that is to be added.
 *
 * @param largeInput its input when that is large, compressed before the writer's thread gets it; null otherwise
 */
record NewExecution(ExecutionRecord record, LargeValue largeInput) {

    static NewExecution of(ExecutionRecord record) {
        return new NewExecution(record, LargeValue.isLarge(record.input()) ? LargeValue.of(record.input()) : null);
    }

    String id() {
        return record.id();
    }

    /** In the order of {@link StartRows}' statement. */
    Object[] row() {
        StartTerms terms = record.terms();
        boolean taken = record.node() != 0;
        return new Object[] {
            record.id(),
            record.workflow(),
            record.version(),
            record.entry(),
            largeInput == null ? record.input() : largeInput.reference(),
            record.attempt(),
            record.dueAt(),
            record.createdAt(),
            terms.idempotencyKey(),
            terms.parentId(),
            terms.cancelWithParent() ? 1 : 0,
            terms.priority(),
            terms.concurrencyKey(),
            Labels.format(terms.labels()),
            terms.deadlineAt(),
            // Who takes it as it is added runs it at once.
            (taken ? ExecutionStatus.RUNNING : ExecutionStatus.QUEUED).name(),
            taken ? record.node() : null,
            taken ? record.createdAt() : null
        };
    }
}
