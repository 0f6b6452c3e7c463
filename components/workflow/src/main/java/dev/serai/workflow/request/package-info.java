/** Asking for something from outside the runtime: starts, and what becomes of executions and workflows. */
package dev.serai.workflow.request;
