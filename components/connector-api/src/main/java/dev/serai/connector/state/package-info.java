/** What consumers remember from one run to the next: positions in sources, and keys that were seen. */
package dev.serai.connector.state;
