/** A complete small connector, to the key-value server: the one that the conformance suite is tried out on. */
package dev.serai.testkit.keyvalue;
