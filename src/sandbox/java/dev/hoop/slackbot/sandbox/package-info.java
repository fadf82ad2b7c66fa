/**
 * A demo and a test environment: the bot between a stand-in for Slack and a stand-in for the
 * gateway, both on loopback. It must not be part of the shipped jar, and the stand-ins must not
 * know the bot.
 */
@NullMarked
package dev.hoop.slackbot.sandbox;

import org.jspecify.annotations.NullMarked;
