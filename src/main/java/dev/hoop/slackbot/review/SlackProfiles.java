package dev.hoop.slackbot.review;

import java.util.Optional;

/** What Slack knows of its users, where the token may ask. */
public interface SlackProfiles {

  /** The profile's e-mail; empty when it has none or could not be read. */
  Optional<String> fetchEmail(SlackUserId user);
}
