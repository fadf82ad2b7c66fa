package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ReviewId;

/** Runs work for reviews: different ones at once, never two for the same one. Thread-safe. */
public interface KeyedExecutor {

  /**
   * Takes the work in order for this review, after the work that people wait for; what it throws is
   * logged and ends nothing.
   */
  void submit(ReviewId review, Runnable work);

  /** Takes work that somebody waits for: it goes before all that waits of the other sort. */
  default void first(ReviewId review, Runnable work) {
    submit(review, work);
  }
}
