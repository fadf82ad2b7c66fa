/**
 * The process: wiring, threads and life cycle. It alone ends the process, and no other package may
 * know it.
 */
@NullMarked
package dev.hoop.slackbot.app;

import org.jspecify.annotations.NullMarked;
