/**
 * What connectors remember from one run to the next: positions in sources, keys that were seen, and how values are turned
 * into bytes for that.
 */
package dev.serai.connector.state;
