package dev.hoop.slackbot.review;

import java.time.Instant;
import java.util.List;

/** Clicks, from before Slack is told that they arrived until they are settled. */
public interface Inbox {

  /**
   * Keeps a click.
   *
   * @return false when this click was delivered before
   */
  boolean put(Click click);

  /** What arrived and was never settled, oldest first. */
  List<Click> unsettled();

  /** A verdict is about to be sent for a click; from now on one may stand in the gateway. */
  void begin(Click click);

  /** How far a click came, in this process or an earlier one. */
  Progress progress(Click click);

  /** How far a click came. */
  enum Progress {
    ARRIVED,
    /** A verdict may have been sent for it. */
    BEGUN,
    SETTLED
  }

  /**
   * Settles a click together with what follows from it: the decision, where it counted, and what is
   * owed.
   */
  void settle(Click click, Settlement settlement);

  /**
   * Whether this event is seen for the first time; a repeat within ten minutes is not.
   *
   * @param eventId Slack's id, the same for every delivery
   */
  boolean firstSight(String eventId, Instant now);
}
