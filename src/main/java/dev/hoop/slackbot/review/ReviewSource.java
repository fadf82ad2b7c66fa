package dev.hoop.slackbot.review;

import java.util.List;

/** The gateway, as far as it is read. Every method goes over the network. */
public interface ReviewSource {

  /** All waiting reviews, every page, each once. */
  List<Waiting> fetchWaiting() throws GatewayUnavailableException;

  /** One session with its review, read afresh. */
  Lookup fetchSession(SessionId session) throws GatewayUnavailableException;

  /** TEMPORARY until merged. */
  default Lookup fetchForDecision(SessionId session, String connection)
      throws GatewayUnavailableException {
    return fetchSession(session);
  }

  /** One session by its review's id: for cards whose session is not known here. */
  Lookup fetchByReview(ReviewId review) throws GatewayUnavailableException;

  /** The whole script of a session; empty when there is none or the session is gone. */
  String fetchScript(SessionId session) throws GatewayUnavailableException;

  /** All users, read afresh: what a decision rests on. */
  People fetchPeople() throws GatewayUnavailableException;

  /** All users, at most a few seconds old: what a card shows. */
  People recentPeople() throws GatewayUnavailableException;

  /** Where reviews go, at most a few seconds old. */
  Routes fetchRoutes() throws GatewayUnavailableException;
}
