package dev.hoop.slackbot.review;

import java.util.List;

/** Which Slack account each Hoop user was seen linked to. */
public interface LinkLog {

  /**
   * Takes in the links as they are now and owes a message for each that is new; the very first call
   * takes all of them as known.
   */
  void see(List<Link> links);

  /** One user's link, and the message that names it. */
  record Link(SlackUserId slackId, String subject, Rendered message) {}
}
