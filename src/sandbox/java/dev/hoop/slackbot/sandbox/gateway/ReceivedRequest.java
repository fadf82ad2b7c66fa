package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;

/**
 * One request that arrived. The path starts below the REST root and includes the query. The key
 * name is the caller's name, empty when the credential is not valid. The status is 0 when a fault
 * withheld the answer or cut it short. {@code arrivedNanos} and {@code doneNanos} are in {@link
 * System#nanoTime} terms.
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
