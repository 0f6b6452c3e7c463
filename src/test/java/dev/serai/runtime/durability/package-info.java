/** What a workspace does durably, by the commands that its users type. */
package dev.serai.runtime.durability;
