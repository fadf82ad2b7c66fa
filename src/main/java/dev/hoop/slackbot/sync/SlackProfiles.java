package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;
import java.util.Optional;

/** What Slack knows of its users, where the token may ask. */
public interface SlackProfiles {

  /**
   * The profile's e-mail; empty when it shows none.
   *
   * @throws SlackUnavailableException when Slack does not say, which proves nothing about the
   *     person
   */
  Optional<String> fetchEmail(SlackUserId user) throws SlackUnavailableException;
}
