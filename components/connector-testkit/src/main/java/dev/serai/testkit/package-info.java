/**
 * Real servers for tests. Each has a {@code start()} that gives a running one on a free port, with data in a folder of
 * its own, and a {@code close()} that leaves nothing behind. A server that cannot start here skips the test visibly, or
 * fails it, as {@link dev.serai.testkit.RequiredServers} says.
 */
package dev.serai.testkit;
