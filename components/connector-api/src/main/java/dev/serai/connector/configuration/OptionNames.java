/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.Names;
import java.util.List;
import java.util.stream.Stream;

/** Which options of a declaration a name means, where options stand side by side, as in a URI or in properties. Immutable. */
public final class OptionNames {

    private final List<ConfigurationOption> own;
    private final List<ConfigurationOption> common;

    private OptionNames(List<ConfigurationOption> own, List<ConfigurationOption> common) {
        this.own = own;
        this.common = common;
    }

    /** The names of a connector type with this configuration. */
    public static OptionNames of(Class<? extends Record> configurationType) {
        return new OptionNames(leaves(configurationType), leaves(ConnectorSettings.class));
    }

    /**
     * The full paths that a name means: none, one, or several when it is not clear. A name with a dot is a path. Otherwise it
     * is the last part of one: what the type itself has comes before what all have, and what lies higher before what lies
     * deeper.
     */
    public List<String> paths(String name) {
        if (name.contains(".")) {
            return List.of(path(name));
        }
        List<String> found = highest(own, name);
        return found.isEmpty() ? highest(common, name) : found;
    }

    /** The option's own spelling of a path; one that no option has stays as it is, and is refused where it is bound. */
    private String path(String written) {
        return all().map(ConfigurationOption::path)
                .filter(path -> Names.same(path, written))
                .findFirst()
                .orElse(written);
    }

    /** Null when no option has the path, as for an entry of a map. */
    ConfigurationOption.Kind kind(String path) {
        return all().filter(option -> option.path().equals(path))
                .map(ConfigurationOption::kind)
                .findFirst()
                .orElse(null);
    }

    /** Every last part, for suggestions. */
    public List<String> known() {
        return all().map(ConfigurationOption::name).distinct().toList();
    }

    private Stream<ConfigurationOption> all() {
        return Stream.concat(own.stream(), common.stream());
    }

    private static List<String> highest(List<ConfigurationOption> options, String name) {
        List<String> found = options.stream()
                .filter(option -> Names.same(option.name(), name))
                .map(ConfigurationOption::path)
                .toList();
        int least = found.stream().mapToInt(OptionNames::depth).min().orElse(0);
        return found.stream().filter(path -> depth(path) == least).toList();
    }

    private static int depth(String path) {
        return path.split("\\.").length;
    }

    private static List<ConfigurationOption> leaves(Class<? extends Record> type) {
        return ConfigurationOption.of(type).stream()
                .flatMap(ConfigurationOption::leaves)
                .toList();
    }
}
