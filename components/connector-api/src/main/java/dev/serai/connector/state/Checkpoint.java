/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.time.Instant;

/**
 * How far a source was read.
 *
 * @param source what is read
 * @param position of the last record that was processed, as the source names positions
 * @param revision grows with every save and every reset of the source; tells the reader that somebody else moved or reset the source
 * @param savedAt when it was saved, to the millisecond
 */
public record Checkpoint(String source, String position, long revision, Instant savedAt) {}
