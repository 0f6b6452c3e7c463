/** A connector type that reads the lines of files, for tests of what consumes records. */
package dev.serai.connector.lines;
