package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Session;
import java.util.Optional;

/** Reads a review again and stores what follows. An event is only the id of a review. */
public interface ReviewRefresher {

  /**
   * Reads the review and writes down what it says. Must run in the review's turn.
   *
   * @return the session as read; empty when the gateway has none
   */
  Optional<Session> refresh(ReviewId review) throws GatewayUnavailableException;

  /**
   * What must be written down of a session that was read this moment.
   *
   * @param people for what is shown of the requester
   * @param before what was written down of the review last
   * @return empty when that cannot be told without asking the gateway, which cannot be asked
   */
  Optional<ReviewUpdate> update(Session session, People people, StoredReview before);
}
