/**
 * Where the engine meets the route: every step of every route is wrapped, knows its place in the model
 * ({@link dev.serai.workflow.step.StepPaths}) and its kind ({@link dev.serai.workflow.step.StepKind}), and asks the
 * execution whether it has run already. Exchanges that belong to no execution pass through untouched. What a step hands
 * over is an execution that begins at an {@link dev.serai.workflow.step.Entry}.
 */
package dev.serai.workflow.step;
