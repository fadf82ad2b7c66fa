/**
 * A strict stand-in for Slack on loopback: the Web API and Socket Mode with Slack's limits, scopes,
 * error codes and delivery rules, and methods that act as a user. It must not know the bot, which
 * reaches it over HTTP and WebSocket only.
 */
@NullMarked
package dev.hoop.slackbot.sandbox.slack;

import org.jspecify.annotations.NullMarked;
