package dev.hoop.slackbot.review;

import java.util.Optional;

/** Where an event, which is only an id, asks for the world to be made to agree with the gateway. */
public interface Rechecks {

  /**
   * Reads the review and writes down what it says. Must run in the review's lane.
   *
   * @return the session as read; empty when it could not be read, or is gone
   */
  Optional<Session> recheck(ReviewId review);
}
