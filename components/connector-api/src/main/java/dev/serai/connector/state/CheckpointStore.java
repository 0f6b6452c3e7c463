/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.util.List;
import java.util.Optional;

/**
 * Remembers how far each source was read. Thread-safe. A bean of this type in Camel's registry is used by all streaming
 * connectors of the context; without one, positions live in memory and are lost with the process.
 */
public interface CheckpointStore {

    /** The checkpoint of a source, or empty when it was never read or was reset. */
    Optional<Checkpoint> load(String source);

    /**
     * Moves a source on. Returns only when that outlives the process, for stores that can.
     *
     * @param source names what is read, such as {@code orders-db/stream/orders}; 1 to 800 characters
     * @param previous the checkpoint that was loaded or saved last; empty when there was none
     * @param position as the source names positions; at most 4,000 characters, none of them NUL
     * @return the new checkpoint; empty when somebody else moved or reset the source since {@code previous}, in which case
     *     nothing was saved and the reader must load again
     * @throws IllegalArgumentException when the source or the position is not such text
     */
    Optional<Checkpoint> save(String source, Optional<Checkpoint> previous, String position);

    /** All checkpoints, by name of their source. */
    List<Checkpoint> list();

    /**
     * Forgets a source, so that it is read from its beginning.
     *
     * @return whether there was anything to forget
     */
    boolean reset(String source);
}
