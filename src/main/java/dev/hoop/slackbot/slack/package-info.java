/**
 * Slack: the listeners that turn envelopes into clicks and interactions, the Web API calls and what
 * their errors mean. It must not know the gateway or the store.
 */
@NullMarked
package dev.hoop.slackbot.slack;

import org.jspecify.annotations.NullMarked;
