package dev.hoop.slackbot.sandbox.gateway;

/** The ids of a session and of its review, which is empty when no review is needed. */
public record RequestedSession(String session, String review) {}
