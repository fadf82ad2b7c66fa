package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is to be done about a delivery once it is known what became of it, whatever was delivered.
 *
 * @param key of which one is under way at a time
 * @param update whether it changes what was posted before
 * @param urgent whether people wait for it as for nothing else
 * @param where as people know the destination
 * @param lost what is said where there is nothing to deliver to any more
 * @param began when this attempt began, by the clock that never jumps
 * @param attempts how often it was tried before
 * @param copies how often it may have arrived before
 * @param postponed told until when, and how often it may have arrived by now
 */
record DeliveryTask(
    String key,
    ChannelId destination,
    boolean update,
    boolean urgent,
    String where,
    String lost,
    Instant began,
    int attempts,
    int copies,
    Consumer<Delivery.Delivered> delivered,
    BiConsumer<Instant, Integer> postponed,
    Runnable vanished) {}
