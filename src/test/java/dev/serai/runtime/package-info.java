/** Tests of the runtime; beside them a connector type of their own, {@code ledger}, that writes lines to a file. */
package dev.serai.runtime;
