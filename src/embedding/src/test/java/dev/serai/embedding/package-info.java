/** The parts of Serai inside applications that are none of its own. */
package dev.serai.embedding;
