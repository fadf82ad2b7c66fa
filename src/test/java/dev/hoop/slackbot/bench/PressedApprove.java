package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;

/**
 * A press of Approve on a card.
 *
 * @param at when, in terms of {@link System#nanoTime}
 */
record PressedApprove(WaitingCard card, long at, EnvelopeDelivery delivery) {

  /** Milliseconds until the ack; fails the run without one. */
  double acked() {
    return delivery.acked().nanos() / 1e6;
  }

  /** When the ack came. */
  long ackedAt() {
    return at + delivery.acked().nanos();
  }
}
