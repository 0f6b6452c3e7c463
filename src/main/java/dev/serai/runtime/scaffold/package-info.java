/** New modules, made from templates. */
package dev.serai.runtime.scaffold;
