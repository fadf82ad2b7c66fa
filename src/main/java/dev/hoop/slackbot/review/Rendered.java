package dev.hoop.slackbot.review;

/**
 * A message ready for Slack, opaque to everybody but the package that made it.
 *
 * @param text for notifications and screen readers
 * @param blocks the layout as JSON; empty for a message of text alone
 */
public record Rendered(String text, String blocks) {}
