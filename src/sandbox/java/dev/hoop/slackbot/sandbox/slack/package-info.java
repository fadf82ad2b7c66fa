/**
 * A strict stand-in for Slack on loopback: the Web API and Socket Mode with Slack's limits, scopes,
 * refusals and delivery rules, and people who read, click and type. It must not know the bot, which
 * meets it over HTTP and WebSocket only.
 */
@NullMarked
package dev.hoop.slackbot.sandbox.slack;

import org.jspecify.annotations.NullMarked;
