package dev.hoop.slackbot.outbox;

import java.util.concurrent.Executor;

/**
 * Threads that deliver.
 *
 * @param size how many there are: what would have to wait for one is not begun, so that what goes
 *     next is decided when it can go
 */
public record WorkerPool(Executor threads, int size) {}
