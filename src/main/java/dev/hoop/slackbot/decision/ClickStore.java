package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewId;
import java.time.Instant;
import java.util.List;

/**
 * Clicks, from before Slack is told that they arrived until they are settled. Every method is one
 * transaction, on disk when it returns. Thread-safe.
 */
public interface ClickStore {

  /**
   * Keeps a click, and with it that its card stands in Slack: it may be a copy that nobody here
   * knows yet.
   *
   * @return false when this click was delivered before
   */
  boolean put(Click click);

  /**
   * Takes away the clicks for which {@link #put} failed, whose authors were told so: a commit can
   * fail after it reached the disk. Does nothing when there are none. To be called periodically.
   */
  void withdrawFailed();

  /** What arrived and was never settled, oldest first. */
  List<Click> unsettled();

  /**
   * The clicks of a review for which a verdict may have been sent and of which it is not known
   * whether they count: not settled, or settled as lost.
   */
  List<Click> begun(ReviewId review);

  /** Whether a click is settled, or so old that it was forgotten. */
  boolean settled(Click click);

  /**
   * A verdict is about to be sent for a click; from now on one may stand in the gateway.
   *
   * @param intent for the audit log
   */
  void begin(Click click, AuditRow intent);

  /**
   * Settles a click together with all that follows from it; a settled one stays as it is, unless it
   * was lost and counts after all.
   */
  void settle(Click click, Settlement settlement);

  /** The verdicts of a review that the gateway confirmed, oldest first. */
  List<Confirmed> confirmed(ReviewId review);

  /** The reviews with a confirmed verdict that is not verified yet. */
  List<ReviewId> unverified();

  /** The verdicts on a review that were confirmed until then are verified. */
  void verified(ReviewId review, Instant until);

  /**
   * A confirmed verdict was found overwritten.
   *
   * @param times how often by now
   * @param audit what is written into the audit log
   * @param owed what its author must be told
   */
  void overwritten(Confirmed confirmed, int times, List<AuditRow> audit, List<OutboxMessage> owed);

  /** Writes audit rows and enqueues messages without settling a click. */
  void note(List<AuditRow> audit, List<OutboxMessage> owed);

  /**
   * A verdict that the gateway confirmed.
   *
   * @param overwritten how often it was found overwritten
   */
  record Confirmed(Click click, Decision decision, int overwritten) {}
}
