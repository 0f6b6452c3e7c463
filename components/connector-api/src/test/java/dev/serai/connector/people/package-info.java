/** A connector type whose records are people in memory, for tests of what asks for records. */
package dev.serai.connector.people;
