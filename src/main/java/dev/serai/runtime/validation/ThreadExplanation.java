/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.http.decision.RouteThread;
import dev.serai.runtime.http.decision.RouteThread.Reason;
import dev.serai.runtime.http.decision.ThreadDecision;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Says on which thread each HTTP route of the YAML files will run, as the start decides it. */
final class ThreadExplanation {

    private ThreadExplanation() {}

    /** @param model of a workspace without mistakes */
    static List<RouteThread> of(WorkspaceModel model, Properties properties) {
        try (CamelModel camel = new CamelModel(properties)) {
            camel.read(model.workspace(), new Problems());
            ThreadDecision decision = new ThreadDecision(camel.context(), name -> metadata(model, name));
            return decision.httpRoutes().stream()
                    .map(decision::decide)
                    .map(thread -> placed(model, thread))
                    .toList();
        }
    }

    private static Optional<ConnectorMetadata> metadata(WorkspaceModel model, String connector) {
        return Optional.ofNullable(model.connectors().get(connector))
                .flatMap(type -> type.metadata().or(() -> type.factory().map(factory -> factory.metadata())));
    }

    private static RouteThread placed(WorkspaceModel model, RouteThread thread) {
        List<Reason> reasons = thread.reasons().stream()
                .map(reason -> {
                    SourceLocation place = CamelModel.location(model, reason.step(), reason.file(), reason.line());
                    return new Reason(reason.file(), place.line(), reason.step(), reason.sentence());
                })
                .toList();
        return new RouteThread(
                thread.routeId(),
                thread.from(),
                thread.file(),
                thread.line(),
                thread.onEventLoop(),
                thread.setting(),
                reasons);
    }
}
