/**
 * One attempt of one execution in memory: what it has done so far ({@link dev.serai.workflow.execution.ExecutionJournal}),
 * how often it came by each step, and what a new attempt would keep.
 */
package dev.serai.workflow.execution;
