/** New modules build, keep the contract, and become what the guide makes of them. */
package dev.serai.runtime.scaffold;
