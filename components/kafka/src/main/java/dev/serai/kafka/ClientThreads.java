/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * The threads of a connector.
 *
 * @param factory of those that live as long as a client
 * @param confirmations run what follows the confirmation of a message
 */
record ClientThreads(ThreadFactory factory, Executor confirmations) {}
