/**
 * From outside the runtime, also while one works: what happened and what waits, for people; and signals, decisions and
 * replays that they send.
 */
package dev.serai.workflow.history;
