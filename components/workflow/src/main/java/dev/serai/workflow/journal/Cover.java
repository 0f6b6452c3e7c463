/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.List;

/**
 * What makes a step's record one that stands for others at replay.
 *
 * @param first the lowest sequence among those it stands for
 * @param inside how the keys of those begin
 * @param visits how often the steps inside were come by, encoded; null when none of them can be come by again
 */
public record Cover(long first, List<String> inside, byte[] visits) {}
