/**
 * Slack: the Socket Mode connection, the Bolt listeners that turn envelopes into clicks, the Web
 * API calls and what their errors mean, and the rendering of every word a person reads. It must not
 * know the gateway or the store.
 */
@NullMarked
package dev.hoop.slackbot.slack;

import org.jspecify.annotations.NullMarked;
