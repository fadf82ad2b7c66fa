/**
 * What the two stand-ins share: an HTTP server on loopback with fault injection, JSON, daemon
 * threads, and waiting for a change of state. It must not know Slack, the gateway or the bot.
 */
@NullMarked
package dev.hoop.slackbot.sandbox.http;

import org.jspecify.annotations.NullMarked;
