package dev.hoop.slackbot.slack;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.TimePickerElement;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.message.ButtonValue;
import dev.hoop.slackbot.slack.message.DialogKind;
import dev.hoop.slackbot.slack.message.DialogMetadata;
import dev.hoop.slackbot.slack.message.GroupChoice;
import dev.hoop.slackbot.slack.message.MenuValue;
import dev.hoop.slackbot.slack.message.VerdictDialog;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes clicks and interactions of Slack's payloads. Pure: nothing is looked up. Every method gives
 * an empty result where the payload is not one that this bot asked for.
 */
final class InteractionParser {

  private InteractionParser() {}

  /** The click on an Approve button. */
  static Optional<Click> approval(BlockActionPayload payload, Instant receivedAt) {
    return approval(payload, about(payload), value(payload).orElse(""), receivedAt);
  }

  /** The choice of Approve in a group's menu; empty where the choice is another one. */
  static Optional<Click> chosenApproval(BlockActionPayload payload, Instant receivedAt) {
    return groupChoice(payload)
        .filter(GroupChoice::approves)
        .flatMap(
            choice ->
                approval(
                    payload,
                    Optional.of(about(payload, choice.button().review(), choice.button().token())),
                    chosen(payload).orElse(""),
                    receivedAt));
  }

  /** The choice of Reject in a group's menu, which asks for a dialog. */
  static Optional<Interaction> chosenRejection(BlockActionPayload payload) {
    return groupChoice(payload)
        .filter(choice -> !choice.approves())
        .map(
            choice ->
                new Interaction.OpenForm(
                    DialogKind.REJECT,
                    about(payload, choice.button().review(), choice.button().token()),
                    text(payload.getTriggerId())));
  }

  private static Optional<GroupChoice> groupChoice(BlockActionPayload payload) {
    return chosen(payload).flatMap(GroupChoice::decode);
  }

  private static Optional<String> chosen(BlockActionPayload payload) {
    return action(payload)
        .map(BlockActionPayload.Action::getSelectedOption)
        .map(option -> text(option.getValue()));
  }

  private static Optional<Click> approval(
      BlockActionPayload payload,
      Optional<DialogMetadata> about,
      String value,
      Instant receivedAt) {
    if (about.isEmpty() || payload.getUser() == null || payload.getUser().getId() == null) {
      return Optional.empty();
    }
    SlackUserId by = new SlackUserId(payload.getUser().getId());
    String at = action(payload).map(a -> text(a.getActionTs())).orElse("");
    return Optional.of(
        about
            .get()
            .click(
                String.join(":", "action", by.value(), at, value),
                by,
                teamOf(payload),
                about.get().group(),
                Verdict.approve(),
                receivedAt));
  }

  /** The press of a Reject button, which asks for a dialog. */
  static Optional<Interaction> rejection(BlockActionPayload payload) {
    return about(payload)
        .map(
            about ->
                new Interaction.OpenForm(DialogKind.REJECT, about, text(payload.getTriggerId())));
  }

  /** A choice in a card's menu, which asks for a dialog; the dialog finds the group out. */
  static Optional<Interaction> choice(BlockActionPayload payload) {
    return chosen(payload)
        .flatMap(MenuValue::decode)
        .map(
            choice ->
                new Interaction.OpenForm(
                    choice.form(),
                    about(payload, choice.review(), ""),
                    text(payload.getTriggerId())));
  }

  /** The press of the button that shows the whole script. */
  static Optional<Interaction> script(BlockActionPayload payload) {
    return value(payload)
        .flatMap(ButtonValue::decode)
        .map(
            button ->
                new Interaction.ShowScript(
                    button.review(), text(payload.getTriggerId()), uri(payload.getResponseUrl())));
  }

  /** Another time that was chosen in the dialog for a window. */
  static Optional<Interaction> otherWindow(BlockActionPayload payload) {
    View view = payload.getView();
    if (view == null || view.getId() == null) {
      return Optional.empty();
    }
    Optional<TimeWindow> window = window(view);
    return DialogMetadata.decode(view.getPrivateMetadata())
        .flatMap(
            about ->
                window.map(
                    w ->
                        new Interaction.PreviewWindow(
                            new OpenView(view.getId(), text(view.getHash())), about, w)));
  }

  /** Something pressed that no other method makes sense of; empty when nobody could be told. */
  static Optional<Interaction> unknown(BlockActionPayload payload) {
    return Optional.ofNullable(uri(payload.getResponseUrl())).map(Interaction.UnknownButton::new);
  }

  /** A slash command. */
  static Optional<Interaction> command(SlashCommandPayload payload) {
    return Optional.ofNullable(uri(payload.getResponseUrl()))
        .map(
            url ->
                new Interaction.Command(
                    new SlackUserId(payload.getUserId()),
                    text(
                        payload.getEnterpriseId() == null
                            ? payload.getTeamId()
                            : payload.getEnterpriseId()),
                    text(payload.getText()),
                    url));
  }

  /** A mention by a person. */
  static Optional<Interaction> mention(EventsApiPayload<AppMentionEvent> payload) {
    AppMentionEvent event = payload.getEvent();
    if (payload.getEventId() == null
        || event == null
        || event.getUser() == null
        || event.getBotId() != null) {
      return Optional.empty();
    }
    String root = event.getThreadTs() == null ? event.getTs() : event.getThreadTs();
    return Optional.of(
        new Interaction.Mention(
            payload.getEventId(),
            new SlackUserId(event.getUser()),
            authorsTeam(payload),
            text(event.getText()).replaceAll("<@[^>]*>", " "),
            new ChannelId(event.getChannel()),
            new MessageTs(root)));
  }

  /**
   * The author's workspace. The envelope's own is the one that the bot is in, even where somebody
   * else's people share the channel.
   */
  private static String authorsTeam(EventsApiPayload<AppMentionEvent> payload) {
    AppMentionEvent event = payload.getEvent();
    return Stream.of(event.getUserTeam(), event.getTeam())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(payload.isExtSharedChannel() ? "" : text(payload.getTeamId()));
  }

  private static String teamOf(BlockActionPayload payload) {
    var team = payload.getTeam();
    return team == null
        ? text(payload.getUser().getTeamId())
        : team(payload.getUser().getTeamId(), team.getId(), team.getEnterpriseId());
  }

  private static String teamOf(ViewSubmissionPayload payload) {
    var team = payload.getTeam();
    return team == null
        ? text(payload.getUser().getTeamId())
        : team(payload.getUser().getTeamId(), team.getId(), team.getEnterpriseId());
  }

  /**
   * Somebody's organisation where Slack says it of the very workspace they belong to, else their
   * workspace. In a shared channel the workspace of the channel can be another than theirs, and its
   * organisation proves nothing of them.
   */
  private static String team(
      @Nullable String ofUser, @Nullable String origin, @Nullable String organisation) {
    return organisation != null && Objects.equals(ofUser, origin) ? organisation : text(ofUser);
  }

  /** The click that the submission of a dialog is. */
  static Optional<Click> submission(
      DialogKind form, ViewSubmissionPayload payload, Instant receivedAt) {
    View view = payload.getView();
    var user = payload.getUser();
    Optional<DialogMetadata> about = DialogMetadata.decode(view.getPrivateMetadata());
    Optional<Verdict> verdict = verdict(form, view);
    if (about.isEmpty() || verdict.isEmpty() || user == null || user.getId() == null) {
      return Optional.empty();
    }
    return Optional.of(
        about
            .get()
            .click(
                "view:" + view.getId(),
                new SlackUserId(user.getId()),
                teamOf(payload),
                group(about.get(), view),
                verdict.get(),
                receivedAt));
  }

  /**
   * The window as it stands in a dialog.
   *
   * @return empty when it is not one that the gateway would hold a script to
   */
  static Optional<TimeWindow> window(View view) {
    Optional<LocalTime> start = time(view, VerdictDialog.START);
    Optional<LocalTime> end = time(view, VerdictDialog.END);
    // The gateway does not match the part of an overnight window that lies after midnight.
    return start.isPresent() && end.isPresent() && start.get().isBefore(end.get())
        ? Optional.of(new TimeWindow(start.get(), end.get()))
        : Optional.empty();
  }

  private static Optional<DialogMetadata> about(BlockActionPayload payload) {
    return value(payload)
        .flatMap(ButtonValue::decode)
        .map(button -> about(payload, button.review(), button.token()));
  }

  private static DialogMetadata about(BlockActionPayload payload, ReviewId review, String group) {
    var container = payload.getContainer();
    String channel = container == null ? null : container.getChannelId();
    String message = container == null ? null : container.getMessageTs();
    return new DialogMetadata(
        review,
        group,
        channel == null ? null : new ChannelId(channel),
        message == null ? null : new MessageTs(message),
        uri(payload.getResponseUrl()));
  }

  private static Optional<String> value(BlockActionPayload payload) {
    return action(payload).map(a -> text(a.getValue()));
  }

  private static Optional<BlockActionPayload.Action> action(BlockActionPayload payload) {
    return payload.getActions() == null
        ? Optional.empty()
        : payload.getActions().stream().findFirst();
  }

  private static String group(DialogMetadata about, View view) {
    return input(view, VerdictDialog.GROUP)
        .map(ViewState.Value::getSelectedOption)
        .flatMap(option -> ButtonValue.decode(text(option.getValue())))
        .filter(choice -> choice.review().equals(about.review()))
        .map(ButtonValue::token)
        .orElse(about.group());
  }

  private static Optional<Verdict> verdict(DialogKind form, View view) {
    return switch (form) {
      case REJECT, CUT -> Optional.of(Verdict.reject(reason(view)));
      case WINDOW -> window(view).map(Verdict::approveWithin);
      case FORCE -> Optional.of(Verdict.forceApprove());
      case REVOKE -> Optional.of(Verdict.revoke());
    };
  }

  private static String reason(View view) {
    return input(view, VerdictDialog.REASON)
        .map(input -> text(input.getValue()).strip())
        .orElse("");
  }

  private static Optional<LocalTime> time(View view, String id) {
    return input(view, id)
        .map(ViewState.Value::getSelectedTime)
        .or(() -> initialTime(view, id))
        .flatMap(InteractionParser::time);
  }

  /**
   * What a time picker began with. Slack has been seen to give inputs that nobody touched as empty
   * after a view was updated: https://github.com/slackapi/bolt-js/issues/1258.
   */
  private static Optional<String> initialTime(View view, String id) {
    return view.getBlocks() == null
        ? Optional.empty()
        : view.getBlocks().stream()
            .filter(block -> block instanceof InputBlock && id.equals(block.getBlockId()))
            .map(block -> ((InputBlock) block).getElement())
            .filter(TimePickerElement.class::isInstance)
            .map(picker -> ((TimePickerElement) picker).getInitialTime())
            .filter(Objects::nonNull)
            .findFirst();
  }

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<ViewState.Value> input(View view, String id) {
    var values = view.getState() == null ? null : view.getState().getValues();
    var block = values == null ? null : values.get(id);
    ViewState.@Nullable Value input = block == null ? null : block.get(id);
    return Optional.ofNullable(input);
  }

  private static @Nullable URI uri(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
