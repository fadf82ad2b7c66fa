/**
 * Every word and layout that people read in Slack, made by pure functions: the same snapshot gives
 * the same message. It must not know the network, the clock, or how a message is delivered.
 */
@NullMarked
package dev.hoop.slackbot.slack.message;

import org.jspecify.annotations.NullMarked;
