/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.io.Closeable;

/**
 * The output of a result that holds something of its connector until it is closed, such as a connection out of a few. It is
 * closed with the exchange that it came to, also when no step has read it to its end. Records that are given one by one, by an
 * iterator that can be closed, are closed so in any case.
 */
public interface HoldingOutput extends Closeable {}
