/** How long a start takes, from the process to the first execution, and what is resident when nothing is left to do. */
package dev.serai.bench.start;
