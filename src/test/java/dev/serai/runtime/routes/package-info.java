/** The routes of the workspace that comes with the project, each on its own, without their network. */
package dev.serai.runtime.routes;
