package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Posts one card or brings it up to date, always with the latest state. Thread-safe. */
final class CardDelivery {

  private final CardOutbox cards;
  private final MessageSender slack;
  private final MessageRenderer renderer;
  private final Clock gatewayClock;
  private final Clock steady;
  private final RateLimiter rateLimiter;
  private final DeliveryRecorder outcomes;

  CardDelivery(
      CardOutbox cards,
      MessageSender slack,
      MessageRenderer renderer,
      Clock gatewayClock,
      Clock steady,
      RateLimiter rateLimiter,
      DeliveryRecorder outcomes) {
    this.cards = cards;
    this.slack = slack;
    this.renderer = renderer;
    this.gatewayClock = gatewayClock;
    this.steady = steady;
    this.rateLimiter = rateLimiter;
    this.outcomes = outcomes;
  }

  void deliver(StaleCard card) {
    MessageTs ts = card.ts();
    Instant began = steady.instant();
    if (rateLimiter.held(card, began)) {
      return;
    }
    Optional<ReviewSnapshot> latest = cards.snapshot(card.review());
    if (latest.isEmpty()) {
      cards.dropped(card);
      return;
    }
    ReviewSnapshot snapshot = latest.get();
    Stage stage = Stage.of(snapshot, gatewayClock.instant());
    if (ts == null && !stage.waits() && card.copies() == 0) {
      // Resolved before its turn came: there is nothing left to ask for.
      cards.needless(card);
      return;
    }
    if (ts == null) {
      cards.sending(card, outcomes.onceLost(card.copies() + 1));
      rateLimiter.posts(card.channel(), steady.instant());
    }
    var message = renderer.card(snapshot, stage, mentions(card));
    outcomes.attempt(
        cards,
        card,
        began,
        () ->
            ts == null
                ? slack.post(card.channel(), snapshot, message)
                : slack.update(card.channel(), ts, snapshot, message));
  }

  private static Mentions mentions(StaleCard card) {
    if (card.ts() != null) {
      return Mentions.DECIDERS;
    }
    return card.first() && card.copies() == 0 ? Mentions.REQUESTER : Mentions.NOBODY;
  }
}
