/** Metrics for Micrometer and spans for OpenTelemetry, of every operation that connectors run. */
package dev.serai.observability;
