/** The {@code serai} command: one class per subcommand, {@link dev.serai.runtime.cli.Serai} is the root. */
package dev.serai.runtime.cli;
