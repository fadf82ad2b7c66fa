package dev.hoop.slackbot.review;

/** Where an event, which is only an id, asks for the world to be made to agree with the gateway. */
public interface Rechecks {

  /** Looks again, on the calling thread, which must be that review's lane. */
  void recheck(ReviewId review);
}
