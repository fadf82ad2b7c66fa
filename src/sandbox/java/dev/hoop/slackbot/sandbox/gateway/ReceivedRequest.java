package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;

/**
 * One request that arrived. The path is the one below the REST root with its query; the key name is
 * the caller's name, empty when nobody is known by the credential; the status is 0 when the answer
 * was withheld; it arrived and was done at these moments of {@link System#nanoTime}.
 */
public record ReceivedRequest(
    String method,
    String path,
    String keyName,
    String body,
    int status,
    Instant at,
    long arrivedNanos,
    long doneNanos) {}
