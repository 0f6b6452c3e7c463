/**
 * Reads routes and Kamelets in YAML as Camel does, but for the {@code parameters} of connectors, whose values arrive as they
 * were written. Needs camel-yaml-dsl; without it nobody writes YAML.
 */
package dev.serai.connector.yaml;
