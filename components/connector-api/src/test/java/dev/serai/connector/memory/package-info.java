/** A connector type that lives in memory, for tests of what stands in front of connectors. */
package dev.serai.connector.memory;
