/**
 * What an operator can set, read from the environment and checked, and the timings that no operator
 * sets. It must not know the wiring.
 */
@NullMarked
package dev.hoop.slackbot.app.settings;

import org.jspecify.annotations.NullMarked;
