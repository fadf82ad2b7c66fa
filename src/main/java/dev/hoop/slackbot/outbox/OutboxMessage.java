package dev.hoop.slackbot.outbox;

/**
 * A message that must be delivered, across restarts.
 *
 * @param key what makes it one: owing the same key again changes nothing
 */
public record OutboxMessage(String key, Recipient recipient, SlackMessage message) {}
