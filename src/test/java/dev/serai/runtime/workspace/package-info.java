/** Tests of what the package of the same name does. */
package dev.serai.runtime.workspace;
