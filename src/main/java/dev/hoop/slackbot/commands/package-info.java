/**
 * Answers what people type to the bot: {@code /hoop} commands and mentions. It must not know
 * Slack's payloads or layout, and decides nothing.
 */
@NullMarked
package dev.hoop.slackbot.commands;

import org.jspecify.annotations.NullMarked;
