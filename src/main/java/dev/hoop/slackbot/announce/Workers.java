package dev.hoop.slackbot.announce;

import java.util.concurrent.Executor;

/**
 * Threads that deliver.
 *
 * @param size how many there are: what would have to wait for one is not begun, so that what goes
 *     next is decided when it can go
 */
public record Workers(Executor threads, int size) {}
