/**
 * Who may decide: pure functions of what was just read. It must not know I/O, threads or the clock.
 */
@NullMarked
package dev.hoop.slackbot.review.rules;

import org.jspecify.annotations.NullMarked;
