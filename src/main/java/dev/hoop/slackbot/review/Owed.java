package dev.hoop.slackbot.review;

/**
 * A message that must be delivered, across restarts.
 *
 * @param key what makes it one: owing the same key again changes nothing
 */
public record Owed(String key, Recipient recipient, Rendered message) {}
