package dev.hoop.slackbot.chaos;

/**
 * A click or a submission that asks for a verdict.
 *
 * @param verdict APPROVED or REJECTED
 * @param ts the message it was made on
 * @param address where an answer for this click alone goes
 * @param at in {@link System#nanoTime} terms
 * @param acked whether the bot said that it had arrived
 */
record ButtonPress(
    String user,
    String review,
    String group,
    String verdict,
    String channel,
    String ts,
    String address,
    long at,
    boolean acked) {}
