/**
 * Versions of a workflow: an execution goes on with the definition it began with, also after the file was edited and
 * the runtime started again.
 */
package dev.serai.workflow.version;
