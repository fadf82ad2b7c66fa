/**
 * The commands beside the daemon: {@code audit}, {@code health} and {@code --help}. It must not
 * know the wiring.
 */
@NullMarked
package dev.hoop.slackbot.app.cli;

import org.jspecify.annotations.NullMarked;
