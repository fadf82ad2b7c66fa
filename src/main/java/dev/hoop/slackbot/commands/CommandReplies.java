package dev.hoop.slackbot.commands;

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SlackUserId;
import java.time.Instant;
import java.util.List;

/** Makes the replies to what people type. Pure. */
public interface CommandReplies {

  /** What can be typed. */
  SlackMessage help();

  /** The page that links an account; it is for this person alone. */
  SlackMessage subscribeLink(SlackUserId user);

  SlackMessage alreadyLinked(Person person);

  /**
   * Who somebody is in Hoop.
   *
   * @param linked everybody who carries the Slack id
   * @param standing whether they may decide at all
   */
  SlackMessage whoami(SlackUserId user, List<Person> linked, ClickOutcome standing);

  /**
   * The reviews that wait for one person.
   *
   * @param backlogs the cards, of whatever review, that still wait to be delivered
   */
  SlackMessage pending(List<ReviewSnapshot> waiting, List<ChannelBacklog> backlogs, Instant now);

  /** For people of another workspace or organisation, who share a channel with the bot. */
  SlackMessage otherWorkspace();

  /** The gateway cannot be asked now. */
  SlackMessage unavailable();

  /** Slack cannot be asked now who the person is. */
  SlackMessage profileUnavailable();
}
