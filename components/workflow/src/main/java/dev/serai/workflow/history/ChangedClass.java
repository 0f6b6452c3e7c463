/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Instant;

/**
 * A class of the application that became another one while an execution was under way.
 *
 * @param name of the class
 * @param at when a runtime first had the other one
 */
public record ChangedClass(String name, Instant at) {}
