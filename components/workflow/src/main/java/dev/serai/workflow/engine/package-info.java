/**
 * The engine that runs executions: it takes starts, keeps a queue for each version of each workflow, runs attempts, and
 * decides what follows a failed one. One for each Camel context.
 */
package dev.serai.workflow.engine;
