/** What happened, for people: executions, their steps and dead letters, read from the store also while a runtime works. */
package dev.serai.workflow.history;
