/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import java.util.List;

/** The broker of a race: it has what is to be worked on, and counts results. */
interface Broker {

    /** Makes ready a source with so many messages for each of the ways, and an empty destination for each. */
    void fill(int round, List<Integer> messages) throws Exception;

    String source(int round, int way);

    String destination(int round, int way);

    /** How many messages a destination has. */
    long count(String destination) throws Exception;

    /** How many messages of a source are not done with, when nobody receives from it any more. */
    long left(String source, String destination) throws Exception;

    /** Takes away what a way needed. */
    void drop(String source, String destination) throws Exception;
}
