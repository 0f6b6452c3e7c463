/**
 * The suite that holds every connector to the contract. A connector's test class extends
 * {@link dev.serai.testkit.conformance.ConnectorConformance}; the checks lie in one interface for each room of the
 * contract.
 */
package dev.serai.testkit.conformance;
