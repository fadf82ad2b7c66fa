package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import java.util.Optional;

/** The gateway, as far as it is read. What is called recent may be a few seconds old. */
public interface ReviewSource {

  /**
   * The waiting reviews, every page that can be read; throws where none can, and where the gateway
   * refuses.
   */
  PendingList fetchWaiting() throws GatewayUnavailableException;

  /**
   * One session with its review, read afresh, for what is shown: what its connection says of
   * reviews may be a minute old, but never where that would make the review look stuck.
   */
  Optional<Session> fetchSession(SessionId session) throws GatewayUnavailableException;

  /**
   * One session with its review and what its connection says of reviews, all read afresh: what a
   * decision rests on.
   *
   * @param connection its name as far as it is known, so that both can be read at the same time;
   *     empty where it is not
   */
  Optional<Session> fetchForDecision(SessionId session, String connection)
      throws GatewayUnavailableException;

  /** One session by its review's id: for cards whose session is not known here. */
  Optional<Session> fetchByReview(ReviewId review) throws GatewayUnavailableException;

  /** The whole script of a session; empty when there is none or the session is gone. */
  String fetchScript(SessionId session) throws GatewayUnavailableException;

  /** All users, read afresh: what a decision rests on. */
  People fetchPeople() throws GatewayUnavailableException;

  /**
   * All users, for what is shown: at most a few seconds old, or as they were last listed where the
   * gateway lists none now.
   */
  People recentPeople() throws GatewayUnavailableException;

  /** Where reviews go, at most a few seconds old. */
  Routes fetchRoutes() throws GatewayUnavailableException;
}
