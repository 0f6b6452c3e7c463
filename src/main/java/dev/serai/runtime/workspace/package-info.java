/**
 * A workspace is a folder of routes, connectors and settings. {@link dev.serai.runtime.workspace.Workspace} knows what
 * lies in it, {@link dev.serai.runtime.workspace.WorkspaceRuntime} runs it.
 */
package dev.serai.runtime.workspace;
