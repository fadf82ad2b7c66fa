package dev.hoop.slackbot.review;

/** Runs work for reviews: different ones at once, never two for the same one. */
public interface Lanes {

  /** Takes the work in order for this review; what it throws is logged and ends nothing. */
  void submit(ReviewId review, Runnable work);
}
