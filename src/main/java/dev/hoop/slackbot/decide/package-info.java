/**
 * Turns a click into a verdict: takes it from the inbox, reads the review and the people afresh,
 * rules, submits to the gateway, and writes the audit. It must not know cards, channels or how a
 * key is armed.
 */
@NullMarked
package dev.hoop.slackbot.decide;

import org.jspecify.annotations.NullMarked;
