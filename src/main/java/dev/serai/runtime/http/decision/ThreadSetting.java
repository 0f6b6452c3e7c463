/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a workspace says about the threads of its routes that answer HTTP requests. */
public enum ThreadSetting {
    /** The steps decide. */
    AUTO("auto"),
    /** It runs on a worker, whatever its steps are. */
    WORKER("worker"),
    /** It runs on the event loop, whatever its steps are. Whoever says so knows that none of them blocks. */
    EVENT_LOOP("event-loop");

    /** The property for all routes, {@code auto} or {@code worker}; followed by a dot and a route's id, for that route. */
    public static final String PROPERTY = "serai.http.threads";

    private static final String OF_A_ROUTE = PROPERTY + ".";

    private final String text;

    ThreadSetting(String text) {
        this.text = text;
    }

    /** The property that says it for one route. */
    public static String propertyOf(String routeId) {
        return OF_A_ROUTE + routeId;
    }

    /** The id of the route that a property is about; empty when it is about no route. */
    public static Optional<String> routeOf(String property) {
        return property.startsWith(OF_A_ROUTE)
                ? Optional.of(property.substring(OF_A_ROUTE.length()))
                : Optional.empty();
    }

    /** What is wrong with the value of a property; empty when nothing is. */
    public static Optional<String> mistake(String property, String value) {
        boolean ofARoute = routeOf(property).isPresent();
        return of(value).filter(setting -> ofARoute || setting != EVENT_LOOP).isPresent()
                ? Optional.empty()
                : Optional.of(property + " has the value '" + value + "'. Expected "
                        + String.join(
                                " or ", ofARoute ? List.of("auto", "worker", "event-loop") : List.of("auto", "worker"))
                        + (ofARoute ? "." : "; event-loop is said of a single route, by " + PROPERTY + ".ROUTE-ID."));
    }

    /**
     * What properties say of a route.
     *
     * @param properties gives a property's value by name; empty when it is not set
     * @throws IllegalArgumentException when a value is none of those that are allowed
     */
    static Chosen chosen(String routeId, Function<String, Optional<String>> properties) {
        for (String property : List.of(propertyOf(routeId), PROPERTY)) {
            Optional<String> value = properties.apply(property);
            if (value.isPresent()) {
                mistake(property, value.get()).ifPresent(sentence -> {
                    throw new IllegalArgumentException(sentence);
                });
                return new Chosen(of(value.get()).orElseThrow(), property);
            }
        }
        return new Chosen(AUTO, "");
    }

    private static Optional<ThreadSetting> of(String value) {
        for (ThreadSetting setting : values()) {
            if (setting.text.equals(value.trim())) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** A setting, and the property that gave it. */
    record Chosen(ThreadSetting setting, String property) {}
}
