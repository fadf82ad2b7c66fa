package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast cards are updated. Slack documents fifty a minute and takes more, so that its answers
 * tell: an update that people wait for goes at once until Slack refuses one. From then on all go at
 * a rate that is halved by each refusal and grows by each update that Slack takes, until a rest.
 *
 * <p>One that only adds detail keeps to that rate in any case, which begins with the documented
 * one, and leaves half of what may go at once to those that people wait for. Thread-safe.
 */
final class AdaptiveRate {

  private static final double GROWTH = 0.125;
  private static final double MOST = 16;
  private static final double ROUNDING = 1e-6;

  /** Updates a second. */
  private final double documented;

  private final int detailBurst;

  @GuardedBy("this")
  private double rate;

  /** How many may go at once. */
  @GuardedBy("this")
  private double level;

  /** As of when that is so; in the future while Slack wants to be left alone. */
  @GuardedBy("this")
  private Instant at = Instant.EPOCH;

  @GuardedBy("this")
  private Instant heldUntil = Instant.EPOCH;

  @GuardedBy("this")
  private boolean refused;

  /**
   * @param gap between two updates by Slack's documentation
   * @param detailBurst how many updates that only add detail may go at once after a rest
   */
  AdaptiveRate(Duration gap, int detailBurst) {
    this.documented = 1e9 / gap.toNanos();
    this.detailBurst = detailBurst;
    this.rate = documented;
    this.level = capacity();
  }

  /** When an update may go: {@code now} or later. */
  synchronized Instant next(boolean urgent, Instant now) {
    fill(now);
    double needed = urgent ? (refused ? 1 : 0) : detailBurst + 1;
    double missing = needed - level;
    Instant enough = missing < ROUNDING ? now : at.plusNanos(Math.round(missing / rate * 1e9));
    return RateLimiter.latest(now, heldUntil, enough);
  }

  /** Whether Slack has asked to be left alone. */
  synchronized boolean held(Instant now) {
    return heldUntil.isAfter(now);
  }

  /** An update goes now. */
  synchronized void used(Instant now) {
    fill(now);
    level = Math.max(0, level - 1);
  }

  /** Slack took an update, which tells nothing new unless others have to wait. */
  synchronized void taken(Instant now) {
    fill(now);
    if (level < detailBurst + 1) {
      rate = Math.min(rate + documented * GROWTH, documented * MOST);
    }
  }

  /** Slack refused an update. Several that were under way together count as one. */
  synchronized void refused(Instant until, Instant now) {
    if (!held(now)) {
      rate = Math.max(rate / 2, documented);
    }
    refused = true;
    heldUntil = RateLimiter.latest(heldUntil, until);
    level = 1;
    at = heldUntil;
  }

  /** Of what may go at once after a rest, an earlier process may have used up half. */
  synchronized void restarted(Instant now) {
    level = detailBurst + 1.0;
    at = now;
  }

  private synchronized void fill(Instant now) {
    if (!now.isAfter(at)) {
      return;
    }
    level = Math.min(capacity(), level + Duration.between(at, now).toNanos() / 1e9 * rate);
    at = now;
    if (level >= capacity()) {
      rate = documented;
      refused = false;
    }
  }

  private double capacity() {
    return 2.0 * detailBurst;
  }
}
