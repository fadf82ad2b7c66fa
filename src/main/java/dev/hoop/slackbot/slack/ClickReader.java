package dev.hoop.slackbot.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.card.ButtonValue;
import dev.hoop.slackbot.slack.card.MenuValue;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes clicks of what Slack says of a button or a menu; what makes no sense is no click. */
final class ClickReader {

  private final Replies replies;
  private final Clock clock;

  /**
   * @param replies knows the groups whose names are too long for a button
   */
  ClickReader(Replies replies, Clock clock) {
    this.replies = replies;
    this.clock = clock;
  }

  /** The click on a group's button. */
  Optional<Click> button(BlockActionPayload payload, Verdict verdict) {
    return value(payload)
        .flatMap(ButtonValue::decode)
        .flatMap(button -> click(payload, button.review(), replies.groupOf(button), verdict));
  }

  /** The review a button is about. */
  static Optional<ReviewId> review(BlockActionPayload payload) {
    return value(payload).flatMap(ButtonValue::decode).map(ButtonValue::review);
  }

  /** What was chosen in a card's menu. */
  static Optional<MenuValue> choice(BlockActionPayload payload) {
    return action(payload)
        .map(BlockActionPayload.Action::getSelectedOption)
        .flatMap(option -> MenuValue.decode(text(option.getValue())));
  }

  /** The click on a card's menu, whose group is asked for in a dialog. */
  Optional<Click> menu(BlockActionPayload payload, MenuValue choice) {
    return click(payload, choice.review(), "", Verdict.reject(""));
  }

  private Optional<Click> click(
      BlockActionPayload payload, ReviewId review, String group, Verdict verdict) {
    if (payload.getUser() == null || payload.getUser().getId() == null) {
      return Optional.empty();
    }
    String user = payload.getUser().getId();
    String at = action(payload).map(a -> text(a.getActionTs())).orElse("");
    String key = String.join(":", "action", user, at, value(payload).orElse(""));
    return Optional.of(
        new Click(
            key,
            new SlackUserId(user),
            text(payload.getUser().getTeamId()),
            channel(payload),
            message(payload),
            review,
            group,
            verdict,
            uri(payload.getResponseUrl()),
            clock.instant()));
  }

  private static Optional<String> value(BlockActionPayload payload) {
    return action(payload).map(a -> text(a.getValue()));
  }

  private static Optional<BlockActionPayload.Action> action(BlockActionPayload payload) {
    return payload.getActions() == null
        ? Optional.empty()
        : payload.getActions().stream().findFirst();
  }

  private static @Nullable ChannelId channel(BlockActionPayload payload) {
    var container = payload.getContainer();
    return container == null || container.getChannelId() == null
        ? null
        : new ChannelId(container.getChannelId());
  }

  private static @Nullable MessageTs message(BlockActionPayload payload) {
    var container = payload.getContainer();
    return container == null || container.getMessageTs() == null
        ? null
        : new MessageTs(container.getMessageTs());
  }

  static @Nullable URI uri(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
