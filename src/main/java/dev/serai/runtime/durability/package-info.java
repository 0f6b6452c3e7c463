/**
 * Durable execution in the standalone runtime: it opens the workspace's store, tells when nothing is left to do, and
 * shows what was done.
 */
package dev.serai.runtime.durability;
