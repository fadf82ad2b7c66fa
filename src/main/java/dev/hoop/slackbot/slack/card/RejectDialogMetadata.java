package dev.hoop.slackbot.slack.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the dialog for a reason carries, so that its submission is the click it began with. */
public record RejectDialogMetadata(
    ReviewId review,
    String group,
    @Nullable ChannelId channel,
    @Nullable MessageTs message,
    @Nullable URI responseUrl) {

  /** By which Slack names the dialog when it comes back. */
  public static final String CALLBACK_ID = "review-reject";

  /** The block and the action that hold the reason. */
  public static final String REASON = "reason";

  private static final int LONGEST = 3_000;

  static String encode(Click click) {
    String whole = json(click, click.group());
    return whole.length() <= LONGEST && wellFormed(click.group())
        ? whole
        : json(click, ButtonValue.hash(click.group()));
  }

  /** Whether there is no half of a surrogate pair, which would not come back from Slack. */
  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static String json(Click click, String group) {
    ObjectNode node =
        Layout.JSON.createObjectNode().put("review", click.review().value()).put("group", group);
    if (click.channel() != null) {
      node.put("channel", click.channel().value());
    }
    if (click.message() != null) {
      node.put("ts", click.message().value());
    }
    String without = node.toString();
    if (click.responseUrl() != null) {
      node.put("url", click.responseUrl().toString());
    }
    String with = node.toString();
    return with.length() <= LONGEST ? with : without;
  }

  /** Reads what a dialog carried; empty when it is nothing this bot made. */
  public static Optional<RejectDialogMetadata> decode(@Nullable String metadata) {
    try {
      JsonNode node = metadata == null ? null : Layout.JSON.readTree(metadata);
      if (node == null || !node.path("review").isTextual() || !node.path("group").isTextual()) {
        return Optional.empty();
      }
      return ButtonValue.decode(node.path("review").asText())
          .map(value -> of(value.review(), node));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RejectDialogMetadata of(ReviewId review, JsonNode node) {
    String channel = node.path("channel").asText("");
    String ts = node.path("ts").asText("");
    String url = node.path("url").asText("");
    return new RejectDialogMetadata(
        review,
        node.path("group").asText(),
        channel.isBlank() ? null : new ChannelId(channel),
        ts.isBlank() ? null : new MessageTs(ts),
        url.isBlank() ? null : URI.create(url));
  }

  /** What names the group, which is a hash where its name is too long for a dialog. */
  public ButtonValue button() {
    return new ButtonValue(review, group);
  }

  /** The click that the submission is. */
  public Click click(String key, SlackUserId by, String team, Verdict verdict, Instant receivedAt) {
    return new Click(
        key, by, team, channel, message, review, group, verdict, responseUrl, receivedAt);
  }
}
