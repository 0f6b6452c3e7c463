/**
 * The connectors of one Camel context by name, and the pipeline that every call passes: circuit breaker, then retry,
 * then the connector's own call.
 */
package dev.serai.connector.registry;
