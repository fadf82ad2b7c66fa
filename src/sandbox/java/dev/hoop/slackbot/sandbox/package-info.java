/**
 * The two worlds the bot lives between, as stand-ins on loopback, with people who use them. It must
 * not be part of the shipped jar, and the stand-ins must not know the bot.
 */
@NullMarked
package dev.hoop.slackbot.sandbox;

import org.jspecify.annotations.NullMarked;
