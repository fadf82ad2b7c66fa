package dev.hoop.slackbot.review;

import java.time.Instant;

/**
 * A verdict that counted and was given through the bot: the human behind the key that the gateway
 * recorded.
 */
public record Decision(
    String group, Verdict.Kind kind, SlackUserId by, String name, String email, Instant at) {}
