/**
 * Weeks in minutes: the jar among people and faults, and an account of what they saw. The account
 * knows nothing of the bot's insides.
 */
@NullMarked
package dev.hoop.slackbot.chaos;

import org.jspecify.annotations.NullMarked;
