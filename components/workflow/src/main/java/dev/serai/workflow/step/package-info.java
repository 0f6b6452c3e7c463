/**
 * Where the engine meets the route: every step of every route is wrapped, knows its place in the model
 * ({@link dev.serai.workflow.step.StepPaths}) and its kind ({@link dev.serai.workflow.step.StepKind}), and asks the
 * execution whether it has run already. The rule of each EIP is a line in {@link dev.serai.workflow.step.StepRules}.
 * Exchanges that belong to no execution pass through untouched.
 */
package dev.serai.workflow.step;
