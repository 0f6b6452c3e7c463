/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * The places at which an execution can begin that does not begin at the beginning of its workflow: what a step hands
 * over is entered there. One for each Camel context. Thread-safe.
 */
public final class Entries {

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Map<String, String> beginnings = new ConcurrentHashMap<>();

    /** The entries of a Camel context; made when there are none. */
    public static synchronized Entries of(CamelContext camelContext) {
        var extension = camelContext.getCamelContextExtension();
        Entries entries = extension.getContextPlugin(Entries.class);
        if (entries == null) {
            entries = new Entries();
            extension.addContextPlugin(Entries.class, entries);
        }
        return entries;
    }

    void add(Route route, String step, Entry entry) {
        places.put(key(step, VersionedIds.version(route.getRouteId())), new Place(route.getRouteId(), entry));
    }

    /** Lets executions begin at the beginning of a route. */
    void addBeginning(Route route, String path) {
        add(route, path, new Entry(new RouteBeginning(route)));
        beginnings.put(route.getRouteId(), path);
    }

    /** The entry at the beginning of a route; empty when it has none. Camel forgets a route's model when it runs. */
    Optional<String> beginning(Route route) {
        return Optional.ofNullable(beginnings.get(route.getRouteId()));
    }

    void remove(Route route) {
        beginnings.remove(route.getRouteId());
        places.values().removeIf(place -> place.routeId.equals(route.getRouteId()));
    }

    /**
     * Where an execution begins.
     *
     * @param step the step's path, or the route's for its beginning
     * @param version the definition's; null for the current one. Routes that did not come with the version are the
     *     current ones
     */
    public Optional<Entry> find(String step, String version) {
        Place place = version == null ? null : places.get(key(step, version));
        return Optional.ofNullable(place != null ? place : places.get(key(step, null)))
                .map(Place::entry);
    }

    private static String key(String step, String version) {
        return version == null ? step : step + "@" + version;
    }

    private record Place(String routeId, Entry entry) {}
}
