package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.SlackUserId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which Slack account each Hoop user was seen linked to. */
public interface LinkStore {

  /**
   * Stores the links as they are now and enqueues a message for each that is new, and another one
   * to the Slack account that the same user was linked to before; the very first call with users
   * takes all of them as known. A known link that is gone is forgotten only where its user is there
   * without it: of users who are missing nothing is concluded.
   *
   * @param subjects all users there are, linked or not
   * @return how many known links' users are missing
   */
  int see(List<Link> links, Set<String> subjects);

  /** The links for which {@link #see} would enqueue a message. */
  List<Link> unseen(List<Link> links);

  /**
   * One user's link. Its messages are made only where one is owed: links are looked at all the time
   * and hardly ever change.
   *
   * @param message for the account that is linked now
   * @param moved for the account that was linked before
   */
  record Link(
      SlackUserId slackId,
      String subject,
      Supplier<SlackMessage> message,
      Supplier<SlackMessage> moved) {}
}
