/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.http.decision.ThreadSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds settings of the HTTP threads that have a wrong value, or are about no route. */
final class HttpThreadsCheck implements Check {

    private static final String PREFIX = "serai.http.";
    private static final Pattern ENTRY =
            Pattern.compile("\\s*(" + Pattern.quote(PREFIX) + "[^=:\\s]*)\\s*[=:\\s]\\s*(.*?)\\s*");

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        model.workspace().propertiesFile().ifPresent(file -> {
            String name = model.workspace().relative(file);
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher entry = ENTRY.matcher(lines.get(i));
                if (entry.matches()) {
                    String property = entry.group(1);
                    check(
                            model,
                            property,
                            entry.group(2),
                            new SourceLocation(name, i + 1, entry.start(1) + 1),
                            new SourceLocation(name, i + 1, entry.start(2) + 1),
                            problems);
                }
            }
        });
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(
            WorkspaceModel model,
            String property,
            String value,
            SourceLocation place,
            SourceLocation placeOfTheValue,
            Problems problems) {
        if (!property.equals(ThreadSetting.PROPERTY)
                && ThreadSetting.routeOf(property).isEmpty()) {
            problems.add(
                    place,
                    "There is no setting '" + property + "'. "
                            + Names.closest(property, List.of(ThreadSetting.PROPERTY))
                                    .map(close -> "Did you mean '" + close + "'?")
                                    .orElse("Write " + ThreadSetting.PROPERTY + " or " + ThreadSetting.PROPERTY
                                            + ".ROUTE-ID."));
            return;
        }
        ThreadSetting.mistake(property, value).ifPresent(sentence -> problems.add(placeOfTheValue, sentence));
        ThreadSetting.routeOf(property)
                .filter(route -> allRoutesAreKnown(model) && !routes(model).contains(route))
                .ifPresent(route -> problems.add(
                        place,
                        "No route has the id '" + route + "'. "
                                + Names.closest(route, routes(model))
                                        .map(close -> "Did you mean '" + close + "'?")
                                        .orElse("Give the route an id, and name it here.")));
    }

    /** Routes in Java, and those that Camel makes of a REST service, have ids that stand in no YAML route. */
    private static boolean allRoutesAreKnown(WorkspaceModel model) {
        return model.workspace().javaRoutes().isEmpty()
                && model.routeFiles().stream()
                        .flatMap(file -> file.items().stream())
                        .noneMatch(item -> item.entries() != null
                                && (item.entries().containsKey("rest")
                                        || item.entries().containsKey("templatedRoute")));
    }

    private static Set<String> routes(WorkspaceModel model) {
        return model.elements().routes().stream()
                .flatMap(route -> Kamelet.child(route.definition(), "id").stream())
                .map(ConfigurationNode::text)
                .filter(text -> text != null)
                .collect(Collectors.toSet());
    }
}
