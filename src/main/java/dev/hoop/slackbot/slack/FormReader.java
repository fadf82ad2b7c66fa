package dev.hoop.slackbot.slack;

import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.card.ButtonValue;
import dev.hoop.slackbot.slack.card.DialogMetadata;
import dev.hoop.slackbot.slack.card.Form;
import dev.hoop.slackbot.slack.card.FormDialog;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes clicks of dialogs that were filled in. */
final class FormReader {

  private final Replies replies;
  private final Clock clock;

  /**
   * @param replies knows the groups whose names are too long for a dialog
   */
  FormReader(Replies replies, Clock clock) {
    this.replies = replies;
    this.clock = clock;
  }

  /**
   * The window as it stands in the dialog.
   *
   * @return empty when it is not one that the gateway would hold a script to
   */
  static Optional<TimeWindow> window(View view) {
    Optional<LocalTime> start = time(view, FormDialog.START);
    Optional<LocalTime> end = time(view, FormDialog.END);
    // The gateway does not match the part of an overnight window that lies after midnight.
    return start.isPresent() && end.isPresent() && start.get().isBefore(end.get())
        ? Optional.of(new TimeWindow(start.get(), end.get()))
        : Optional.empty();
  }

  /** The click that a submission is; empty when it is none that this bot asked for. */
  Optional<Click> click(ViewSubmissionPayload payload) {
    View view = payload.getView();
    var user = payload.getUser();
    Optional<DialogMetadata> about = DialogMetadata.decode(view.getPrivateMetadata());
    Optional<Verdict> verdict =
        Form.ofCallback(ClickReader.text(view.getCallbackId())).flatMap(f -> verdict(f, view));
    if (about.isEmpty() || verdict.isEmpty() || user == null || user.getId() == null) {
      return Optional.empty();
    }
    return Optional.of(
        about
            .get()
            .click(
                "view:" + view.getId(),
                new SlackUserId(user.getId()),
                ClickReader.text(user.getTeamId()),
                group(about.get(), view),
                verdict.get(),
                clock.instant()));
  }

  private String group(DialogMetadata about, View view) {
    ButtonValue button =
        chosen(view)
            .flatMap(ButtonValue::decode)
            .filter(choice -> choice.review().equals(about.review()))
            .orElse(about.button());
    return replies.groupOf(button);
  }

  private static Optional<Verdict> verdict(Form form, View view) {
    return switch (form) {
      case REJECT, CUT -> Optional.of(Verdict.reject(reason(view)));
      case WINDOW -> window(view).map(Verdict::approveWithin);
      case FORCE -> Optional.of(Verdict.forceApprove());
      case REVOKE -> Optional.of(Verdict.revoke());
    };
  }

  private static String reason(View view) {
    return input(view, FormDialog.REASON)
        .map(input -> ClickReader.text(input.getValue()).strip())
        .orElse("");
  }

  private static Optional<String> chosen(View view) {
    return input(view, FormDialog.GROUP)
        .map(ViewState.Value::getSelectedOption)
        .map(option -> ClickReader.text(option.getValue()));
  }

  private static Optional<LocalTime> time(View view, String id) {
    return input(view, id).map(ViewState.Value::getSelectedTime).flatMap(FormReader::time);
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
}
