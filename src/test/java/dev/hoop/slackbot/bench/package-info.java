/**
 * How long the main job takes with the jar as a process of its own between the stand-ins, beside
 * floors measured in the same run. It judges no time; a click that is lost fails it.
 */
@NullMarked
package dev.hoop.slackbot.bench;

import org.jspecify.annotations.NullMarked;
