package dev.hoop.slackbot.outbox;

/**
 * A message ready for Slack, opaque to everybody but the package that made it.
 *
 * @param text for notifications and screen readers
 * @param blocks the layout as JSON; empty for a message of text alone
 */
public record SlackMessage(String text, String blocks) {}
