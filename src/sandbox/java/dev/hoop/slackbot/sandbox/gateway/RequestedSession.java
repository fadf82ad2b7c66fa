package dev.hoop.slackbot.sandbox.gateway;

/** What a person started: the session, and its review, which is empty where none is needed. */
public record RequestedSession(String session, String review) {}
