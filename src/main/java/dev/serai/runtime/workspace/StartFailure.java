/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.store.StoreException;
import dev.serai.workflow.NotDurableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.util.ObjectHelper;

/** Finds, in a chain of causes, the sentence that tells a person why a workspace did not start. */
final class StartFailure {

    private StartFailure() {}

    static String explain(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Throwable root = chain.get(chain.size() - 1);
        String sentence = first(chain, ConnectorException.class)
                .map(Throwable::getMessage)
                .or(() -> first(chain, ConfigurationException.class).map(Throwable::getMessage))
                .or(() -> first(chain, WorkspaceException.class).map(Throwable::getMessage))
                .or(() -> first(chain, StoreException.class).map(Throwable::getMessage))
                .or(() -> first(chain, NotDurableException.class).map(Throwable::getMessage))
                .or(() -> first(chain, NoSuchBeanException.class).map(StartFailure::noBean))
                .orElseGet(() -> root.getMessage() == null
                        ? root.getClass().getSimpleName() + "."
                        : root.getClass().getSimpleName() + ": " + root.getMessage());
        return route(chain)
                .map(id -> "The route '" + id + "' cannot be started. " + sentence)
                .orElse(sentence);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        ObjectHelper.createExceptionIterable(failure).forEach(chain::add);
        return chain;
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Optional<String> route(List<Throwable> chain) {
        return first(chain, FailedToCreateRouteException.class)
                .map(FailedToCreateRouteException::getRouteId)
                .or(() -> first(chain, FailedToStartRouteException.class).map(FailedToStartRouteException::getRouteId));
    }

    private static String noBean(NoSuchBeanException failure) {
        return "There is no bean '" + failure.getName()
                + "'. Declare it under '- beans:' in a route file, or bind it in a .java file.";
    }
}
