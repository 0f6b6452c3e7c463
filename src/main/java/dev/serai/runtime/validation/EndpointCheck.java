/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import dev.serai.runtime.validation.EndpointUse.Side;
import org.apache.camel.tooling.model.ComponentModel;

/** Holds endpoints against the components on the class path. */
final class EndpointCheck implements Check {

    private final EndpointOptionCheck options = new EndpointOptionCheck();

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        for (EndpointUse use : model.elements().endpoints()) {
            EndpointUri.parse(use, model.placeholders())
                    .ifPresentOrElse(uri -> check(model, uri, problems), () -> reportIfNotAUri(use, problems));
        }
    }

    private static void reportIfNotAUri(EndpointUse use, Problems problems) {
        if (use.uri().isBlank()) {
            problems.add(use.location(), "The uri is empty. Name an endpoint, such as 'log:orders'.");
        } else if (!use.uri().contains("{{") && !use.uri().contains("${")) {
            problems.add(
                    use.location(),
                    "'" + use.uri()
                            + "' is not the uri of an endpoint. Expected COMPONENT:NAME, such as 'log:orders'.");
        }
    }

    private void check(WorkspaceModel model, EndpointUri uri, Problems problems) {
        ComponentCatalog components = model.components();
        if (!components.hasComponent(uri.scheme())) {
            problems.add(uri.use().location(), missing(components, uri));
            return;
        }
        if (ConnectorEndpointCheck.isDeclared(uri) || uri.scheme().equals("kamelet")) {
            // Their options are those of what they name; they have checks of their own.
            return;
        }
        components.component(uri.scheme()).ifPresent(component -> {
            if (!rightSide(component, uri, problems)) {
                return;
            }
            options.check(component, uri, problems);
        });
    }

    private static String missing(ComponentCatalog components, EndpointUri uri) {
        String scheme = uri.scheme();
        return components
                .componentArtifact(scheme)
                .map(artifact -> "The component '" + scheme + "' is not bundled. Drop the jar " + artifact
                        + ", and those it depends on, into the workspace's lib/.")
                .or(() -> Names.closest(scheme, components.schemes())
                        .map(name -> "Unknown component '" + scheme + "'. Did you mean '" + name + "'?"))
                .orElseGet(() -> uri.path().isEmpty()
                        ? notAUri(scheme)
                        : "Unknown component '" + scheme
                                + "'. If it is your own, drop its jar into the workspace's lib/.");
    }

    private static String notAUri(String text) {
        return "'" + text + "' is not the uri of an endpoint. Expected COMPONENT:NAME, such as 'log:orders'.";
    }

    private static boolean rightSide(ComponentModel component, EndpointUri uri, Problems problems) {
        Side side = uri.use().side();
        if (component.isConsumerOnly() && (side == Side.PRODUCER || side == Side.DYNAMIC_PRODUCER)) {
            problems.add(
                    uri.use().location(),
                    "The component '" + uri.scheme() + "' cannot be sent to; it stands in 'from:'.");
            return false;
        }
        if (component.isProducerOnly() && side == Side.CONSUMER) {
            problems.add(
                    uri.use().location(),
                    "The component '" + uri.scheme() + "' cannot be received from; it stands in 'to:'.");
            return false;
        }
        return true;
    }
}
