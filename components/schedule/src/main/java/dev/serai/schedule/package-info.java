/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Routes that begin at times: {@code schedule:NAME}. What a schedule says is in {@link dev.serai.schedule.Schedule}, what is
 * done with times that nobody was there for in {@link dev.serai.schedule.CatchUp}.
 */
package dev.serai.schedule;
