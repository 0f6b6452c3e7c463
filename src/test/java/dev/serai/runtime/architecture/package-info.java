/** Holds the whole code base to the rules of the house: who may import whom, and how things are called. */
package dev.serai.runtime.architecture;
