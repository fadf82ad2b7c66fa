package dev.hoop.slackbot.announce;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Announcer;
import dev.hoop.slackbot.review.Card;
import dev.hoop.slackbot.review.Delivery;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Wording;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Posts one card or brings it up to date, always with the latest state. Thread-safe. */
final class CardSender {

  private final AnnouncementLog cards;
  private final Announcer slack;
  private final Wording wording;
  private final Clock gatewayClock;
  private final Clock steady;
  private final Pace pace;
  private final OutcomeWriter outcomes;

  CardSender(
      AnnouncementLog cards,
      Announcer slack,
      Wording wording,
      Clock gatewayClock,
      Clock steady,
      Pace pace,
      OutcomeWriter outcomes) {
    this.cards = cards;
    this.slack = slack;
    this.wording = wording;
    this.gatewayClock = gatewayClock;
    this.steady = steady;
    this.pace = pace;
    this.outcomes = outcomes;
  }

  /** Posts to a channel keep their order, while each card that is posted already is by itself. */
  static String key(Card card) {
    String channel = card.channel().value();
    return card.ts() == null ? channel : channel + " " + card.ts();
  }

  void deliver(Card card) {
    MessageTs ts = card.ts();
    Instant now = steady.instant();
    if (ts == null ? pace.postsHeld(card.channel(), now) : pace.updatesHeld(now)) {
      return;
    }
    Optional<Remembered> latest = cards.find(card.review());
    if (latest.isEmpty()) {
      cards.dropped(card);
      return;
    }
    var story = latest.get().story();
    Stage stage = Stage.of(story, gatewayClock.instant());
    if (ts == null && !stage.waits() && card.copies() == 0) {
      // Resolved before its turn came: there is nothing left to ask for.
      cards.needless(card);
      return;
    }
    if (ts == null) {
      cards.posting(card, outcomes.onceLost(card.copies() + 1));
      pace.posts(card.channel(), steady.instant());
    }
    var rendered = wording.card(story, stage);
    Delivery delivery =
        OutcomeWriter.attempt(
            () ->
                ts == null
                    ? slack.post(card.channel(), story, rendered)
                    : slack.update(card.channel(), ts, story, rendered));
    if (ts != null && delivery instanceof Delivery.Delivered) {
      pace.updated(steady.instant());
    }
    outcomes.write(task(card), delivery);
  }

  private DeliveryTask task(Card card) {
    return new DeliveryTask(
        key(card),
        card.channel(),
        card.ts() != null,
        card.urgent(),
        "channel " + card.channel(),
        "A card in channel " + card.channel() + " is no more",
        card.attempts(),
        card.copies(),
        done -> cards.shown(card, done.channel(), done.ts()),
        (until, copies) -> cards.postponed(card, until, copies),
        () -> cards.dropped(card));
  }
}
