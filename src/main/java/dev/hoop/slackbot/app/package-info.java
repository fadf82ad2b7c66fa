/**
 * The process: settings, wiring, threads, life cycle and the command line. It alone reads the
 * environment and ends the process, and nothing else may know it.
 */
@NullMarked
package dev.hoop.slackbot.app;

import org.jspecify.annotations.NullMarked;
