/** That everything derived from the bundled connectors' specifications is true and up to date. */
package dev.serai.runtime.specification;
