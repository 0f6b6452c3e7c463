/** What of workflows lies in the store, and the statements that put it there. */
package dev.serai.workflow.journal;
