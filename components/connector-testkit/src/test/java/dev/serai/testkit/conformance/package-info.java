/** The suite, held to a connector that keeps the contract and to many that break it in one way each. */
package dev.serai.testkit.conformance;
