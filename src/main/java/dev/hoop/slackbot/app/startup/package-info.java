/**
 * What Slack and the gateway must be asked before the bot can be wired, and waiting for them where
 * they are down. It must not know the wiring.
 */
@NullMarked
package dev.hoop.slackbot.app.startup;

import org.jspecify.annotations.NullMarked;
