/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.time.Duration;

/**
 * How long executions that have ended are kept. A part that is null says nothing: what is set for all workflows counts.
 *
 * @param age of those that completed or were cancelled
 * @param count how many of these a workflow keeps at most; 0 for no limit
 * @param deadLetterAge of dead letters; zero for ever
 */
public record RetentionSettings(Duration age, Integer count, Duration deadLetterAge) {

    /** A month tells what happened since the last monthly run; a dead letter waits for a person. */
    public static final RetentionSettings DEFAULTS = new RetentionSettings(Duration.ofDays(30), 0, Duration.ZERO);

    /** What a workflow sets for itself unless told. */
    public static final RetentionSettings AS_FOR_ALL = new RetentionSettings(null, null, null);

    /** These settings, and others where they say nothing. */
    RetentionSettings orElse(RetentionSettings others) {
        return new RetentionSettings(
                age == null ? others.age : age,
                count == null ? others.count : count,
                deadLetterAge == null ? others.deadLetterAge : deadLetterAge);
    }
}
