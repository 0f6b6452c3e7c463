/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * The definitions of a context, for those who read them while others change them. Camel gives out its own lists, which
 * are not made for that, and guards them by a monitor that nobody else has, under which it also starts and stops routes:
 * whoever waits for it while holding something that a route needs for its start would wait for ever. Here nothing that
 * waits is called while something is held. Thread-safe.
 */
public final class ContextModel extends ModelLifecycleStrategySupport {

    private final Model model;
    private final Set<RouteDefinition> routes = new LinkedHashSet<>();
    private List<RouteDefinition> copy;

    private ContextModel(Model model) {
        this.model = model;
    }

    /** That of a context; made when it is first asked for, which the engine does before routes start. */
    public static ContextModel of(CamelContext context) {
        ContextModel known = context.getCamelContextExtension().getContextPlugin(ContextModel.class);
        return known == null ? make(context) : known;
    }

    private static ContextModel make(CamelContext context) {
        var extension = context.getCamelContextExtension();
        ContextModel made = new ContextModel(extension.getContextPlugin(Model.class));
        made.model.addModelLifecycleStrategy(made);
        made.model.getRouteDefinitions().forEach(made::onAddRouteDefinition);
        synchronized (extension) {
            ContextModel known = extension.getContextPlugin(ContextModel.class);
            if (known == null) {
                extension.addContextPlugin(ContextModel.class, made);
                return made;
            }
            made.model.removeModelLifecycleStrategy(made);
            return known;
        }
    }

    /** Camel's own, to change it. */
    public Model model() {
        return model;
    }

    /** The routes that there are at this moment, in the order in which they came; the same list until one comes or goes. */
    public synchronized List<RouteDefinition> routes() {
        if (copy == null) {
            copy = List.copyOf(routes);
        }
        return copy;
    }

    /** The templates that there are at this moment. */
    public synchronized List<RouteTemplateDefinition> templates() {
        return List.copyOf(model.getRouteTemplateDefinitions());
    }

    /** The template of a name. */
    public synchronized Optional<RouteTemplateDefinition> template(String name) {
        return Optional.ofNullable(model.getRouteTemplateDefinition(name));
    }

    /** Adds a template. */
    public synchronized void add(RouteTemplateDefinition template) throws Exception {
        model.addRouteTemplateDefinition(template);
    }

    /** Removes a template. */
    public synchronized void remove(RouteTemplateDefinition template) throws Exception {
        model.removeRouteTemplateDefinition(template);
    }

    @Override
    public synchronized void onAddRouteDefinition(RouteDefinition route) {
        routes.add(route);
        copy = null;
    }

    @Override
    public synchronized void onRemoveRouteDefinition(RouteDefinition route) {
        routes.remove(route);
        copy = null;
    }
}
