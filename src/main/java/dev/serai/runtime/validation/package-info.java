/**
 * Finds everything that is wrong in a workspace without starting any of it.
 *
 * <p>{@link dev.serai.runtime.validation.WorkspaceValidator} reads the files once into a
 * {@link dev.serai.runtime.validation.WorkspaceModel} of nodes that know their line, and hands it to one
 * {@link dev.serai.runtime.validation.Check} per idea. What a component, language or kamelet is comes from the metadata
 * on the class path, so that a jar in the workspace's {@code lib/} is checked like a bundled one.
 */
package dev.serai.runtime.validation;
