/**
 * The Socket Mode connection: opens it, keeps it for weeks, hands envelopes on and acknowledges
 * each on the socket that delivered it. It must not know Bolt, nor what an envelope means.
 */
@NullMarked
package dev.hoop.slackbot.slack.socket;

import org.jspecify.annotations.NullMarked;
