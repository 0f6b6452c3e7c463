/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.Field;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message header that a connector reads or sets.
 *
 * @param name such as {@code CamelSeraiRowCount}
 * @param direction whether operations take it or give it
 * @param operations those that do, by name
 * @param field the input or the piece of metadata behind it
 */
public record Header(String name, Direction direction, List<String> operations, Field field) {

    /** Which way a header goes. */
    public enum Direction {
        /** It sets an input, unless the endpoint does. */
        INPUT,
        /** It comes with the output. */
        OUTPUT
    }

    public Header {
        operations = List.copyOf(operations);
    }

    /** The same header for more operations. */
    Header alsoOf(List<String> more) {
        return new Header(
                name,
                direction,
                Stream.concat(operations.stream(), more.stream()).toList(),
                field);
    }
}
