/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One option of a configuration record, with the way to it.
 *
 * @param path its full path: {@code connection.url}
 * @param type of the record's component
 */
record OptionPath(String path, Class<?> type, Option option) {

    /** Every option of a record, those of the records in it included. */
    static List<OptionPath> of(Class<?> configuration) {
        List<OptionPath> options = new ArrayList<>();
        collect(configuration, "", options);
        return options;
    }

    private static void collect(Class<?> configuration, String prefix, List<OptionPath> options) {
        for (RecordComponent component : configuration.getRecordComponents()) {
            String path = prefix + component.getName();
            if (component.getType().isRecord() && component.getType() != ByteSize.class) {
                collect(component.getType(), path + ".", options);
            } else {
                options.add(new OptionPath(path, component.getType(), component.getAnnotation(Option.class)));
            }
        }
    }

    boolean isScalar() {
        return !List.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type);
    }

    /** Whether it is a number, a duration or a size. */
    boolean isAmount() {
        return type == Duration.class
                || type == ByteSize.class
                || Number.class.isAssignableFrom(type)
                || (type.isPrimitive() && type != boolean.class);
    }

    /** The option's value in a configuration. */
    Object in(Record configuration) {
        Object value = configuration;
        for (String name : List.of(path.split("\\.", -1))) {
            value = component((Record) value, name);
        }
        return value;
    }

    private static Object component(Record configuration, String name) {
        try {
            for (RecordComponent component : configuration.getClass().getRecordComponents()) {
                if (component.getName().equals(name)) {
                    var accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    return accessor.invoke(configuration);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The option '" + name + "' cannot be read.", e);
        }
        throw new AssertionError("There is no option '" + name + "'.");
    }
}
