/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

/**
 * One arrival at a step.
 *
 * @param key the step's place and the number of the visit
 * @param redelivery it repeats the visit before it, which failed
 * @param first the number of the visit that this one repeats in the end; its own when it repeats none
 */
public record Visit(String key, boolean redelivery, int first) {}
