package dev.hoop.slackbot.review;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer's request as it came from Slack. Only {@code by} and {@code team} are vouched for, by
 * Slack; review and group are hints from the button and are looked up again before anything follows
 * from them.
 *
 * @param key the same for every delivery of this one click
 * @param channel where the card stands; null when Slack did not say
 * @param message the card; null when Slack did not say
 * @param group as the button said it, until the review was read: {@link GroupToken} resolves it
 * @param responseUrl where an answer for this person alone can be sent; null when there is none
 */
public record Click(
    String key,
    SlackUserId by,
    String team,
    @Nullable ChannelId channel,
    @Nullable MessageTs message,
    ReviewId review,
    String group,
    Verdict verdict,
    @Nullable URI responseUrl,
    Instant receivedAt) {

  /** The same click for the group that its token was found to mean. */
  public Click forGroup(String name) {
    return new Click(
        key, by, team, channel, message, review, name, verdict, responseUrl, receivedAt);
  }

  /** The same click by somebody who is known by another workspace or organisation. */
  public Click ofTeam(String other) {
    return new Click(
        key, by, other, channel, message, review, group, verdict, responseUrl, receivedAt);
  }

  /** The same click with another verdict. */
  public Click asking(Verdict other) {
    return new Click(
        key, by, team, channel, message, review, group, other, responseUrl, receivedAt);
  }
}
