/**
 * Durable execution of Camel routes: the {@code workflow:} component. A route that begins with {@code workflow:NAME} is
 * a workflow, and sending to {@code workflow:NAME} starts an execution of it. What a step did is recorded, and after a
 * crash the execution goes on after the last recorded step.
 */
package dev.serai.workflow;
