package dev.hoop.slackbot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.view.View;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Intake;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.card.Dialogs;
import dev.hoop.slackbot.slack.card.Form;
import dev.hoop.slackbot.slack.card.FormDialog;
import dev.hoop.slackbot.slack.card.MenuValue;
import dev.hoop.slackbot.slack.socket.Ack;
import dev.hoop.slackbot.slack.socket.Envelope;
import dev.hoop.slackbot.slack.socket.Envelopes;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Bolt app: turns envelopes into clicks and questions. A listener only keeps what arrived and
 * hands on; everything slow happens elsewhere, so that the ack goes out at once.
 */
public final class Ears implements Envelopes {

  private static final Logger log = LoggerFactory.getLogger(Ears.class);

  private static final String NOT_KEPT =
      "This could not be kept, so nothing was done. Try again in a while.";

  private static final String NO_WINDOW =
      "This must be after the start: Hoop matches no window that goes past midnight.";

  private final App app;
  private final SocketModeRequestParser parser;
  private final Intake intake;
  private final Replies replies;
  private final Executor slow;
  private final ClickReader clicks;
  private final FormReader forms;

  /**
   * @param slow for everything that goes over the network
   */
  public Ears(Intake intake, Replies replies, Executor slow, Clock clock) {
    this.intake = intake;
    this.replies = replies;
    this.slow = slow;
    this.clicks = new ClickReader(replies, clock);
    this.forms = new FormReader(replies, clock);
    AppConfig config =
        AppConfig.builder()
            .singleTeamBotToken("unused")
            .appInitializersEnabled(false)
            .allEventsApiAutoAckEnabled(true)
            .unmatchedRequestHandler(request -> Response.ok())
            .build();
    // No middleware: Bolt's own would call auth.test before an ack, and Slack has authenticated the
    // socket.
    this.app = new App(config, List.of());
    this.parser = new SocketModeRequestParser(config);
    listen();
  }

  private void listen() {
    app.blockAction(
        Pattern.compile("review-approved(:.*)?"), (request, context) -> approve(request));
    app.blockAction(
        Pattern.compile("review-rejected(:.*)?"), (request, context) -> askForReason(request));
    app.blockAction("review-script", (request, context) -> showScript(request));
    app.blockAction(Pattern.compile("review-link(:.*)?"), (request, context) -> context.ack());
    app.blockAction("review-more", (request, context) -> askForForm(request));
    app.blockAction(
        Pattern.compile(FormDialog.START + "|" + FormDialog.END),
        (request, context) -> showWindow(request));
    for (Form form : Form.values()) {
      app.viewSubmission(form.callbackId(), (request, context) -> submitted(form, request));
    }
    app.command(Pattern.compile("/.*"), (request, context) -> command(request));
    app.event(
        AppMentionEvent.class,
        (payload, context) -> {
          mention(payload.getEventId(), payload.getTeamId(), payload.getEvent());
          return context.ack();
        });
  }

  @Override
  public Ack deliver(Envelope envelope) {
    try {
      SocketModeRequest request = parser.parse(envelope.json());
      if (request == null || request.getBoltRequest() == null) {
        log.debug("An envelope of type {} is not understood", envelope.type());
        return Ack.plain();
      }
      Response response = app.run(request.getBoltRequest());
      String body = response.getBody();
      return body == null || body.isBlank() || !body.startsWith("{") ? Ack.plain() : new Ack(body);
    } catch (NotStoredException e) {
      throw e;
    } catch (Exception e) {
      // A payload of a shape nobody has seen must neither end the socket nor stay unacknowledged.
      log.warn(
          "An envelope of type {} could not be worked off ({})",
          envelope.type(),
          e.getClass().getSimpleName());
      return Ack.plain();
    }
  }

  private Response approve(BlockActionRequest request) {
    BlockActionPayload payload = request.getPayload();
    Optional<Click> click = clicks.button(payload, Verdict.approve());
    if (click.isEmpty()) {
      unknownButton(payload);
      return Response.ok();
    }
    take(click.get());
    return Response.ok();
  }

  private void take(Click click) {
    try {
      intake.take(click);
    } catch (RuntimeException e) {
      log.error("A click could not be kept, and its author sees that it failed", e);
      throw new NotStoredException("the click could not be kept");
    }
  }

  private Response askForReason(BlockActionRequest request) {
    BlockActionPayload payload = request.getPayload();
    Optional<Click> click = clicks.button(payload, Verdict.reject(""));
    if (click.isEmpty()) {
      unknownButton(payload);
    } else {
      slow.execute(() -> replies.openRejectDialog(click.get(), payload.getTriggerId()));
    }
    return Response.ok();
  }

  private Response showScript(BlockActionRequest request) {
    BlockActionPayload payload = request.getPayload();
    Optional<ReviewId> review = ClickReader.review(payload);
    if (review.isEmpty()) {
      unknownButton(payload);
    } else {
      URI answerTo = ClickReader.uri(payload.getResponseUrl());
      slow.execute(() -> replies.showScript(review.get(), payload.getTriggerId(), answerTo));
    }
    return Response.ok();
  }

  private Response askForForm(BlockActionRequest request) {
    BlockActionPayload payload = request.getPayload();
    Optional<MenuValue> choice = ClickReader.choice(payload);
    Optional<Click> click = choice.flatMap(c -> clicks.menu(payload, c));
    if (click.isEmpty()) {
      unknownButton(payload);
    } else {
      slow.execute(
          () -> replies.openForm(choice.get().form(), click.get(), payload.getTriggerId()));
    }
    return Response.ok();
  }

  /** Somebody turned a clock in the dialog: shows what that is in their own time. */
  private Response showWindow(BlockActionRequest request) {
    View view = request.getPayload().getView();
    Optional<TimeWindow> window = view == null ? Optional.empty() : FormReader.window(view);
    if (window.isPresent()) {
      slow.execute(() -> replies.showWindow(view.getId(), view.getPrivateMetadata(), window.get()));
    }
    return Response.ok();
  }

  private Response submitted(Form form, ViewSubmissionRequest request) {
    View view = request.getPayload().getView();
    if (form == Form.WINDOW && FormReader.window(view).isEmpty()) {
      return refused(FormDialog.END, NO_WINDOW);
    }
    try {
      Optional<Click> click = forms.click(request.getPayload());
      if (click.isPresent()) {
        take(click.get());
      } else {
        log.warn("A dialog came back that this bot did not open");
      }
      return Response.ok();
    } catch (NotStoredException e) {
      return notKept(form);
    }
  }

  private static Response notKept(Form form) {
    return switch (form) {
      case REJECT, CUT -> refused(FormDialog.REASON, NOT_KEPT);
      case WINDOW -> refused(FormDialog.END, NOT_KEPT);
      case FORCE, REVOKE -> {
        // These may have no block that a fault could be shown beside.
        JsonObject answer = new JsonObject();
        answer.addProperty("response_action", "update");
        answer.add("view", JsonParser.parseString(Dialogs.notKept(form)));
        yield Response.json(200, answer.toString());
      }
    };
  }

  /** Leaves the dialog open, with the words beside one of its blocks. */
  private static Response refused(String block, String words) {
    JsonObject answer = new JsonObject();
    answer.addProperty("response_action", "errors");
    JsonObject errors = new JsonObject();
    errors.addProperty(block, words);
    answer.add("errors", errors);
    return Response.json(200, answer.toString());
  }

  private Response command(SlashCommandRequest request) {
    var payload = request.getPayload();
    URI answerTo = ClickReader.uri(payload.getResponseUrl());
    if (answerTo != null) {
      slow.execute(
          () ->
              replies.answer(
                  new SlackUserId(payload.getUserId()),
                  ClickReader.text(payload.getTeamId()),
                  ClickReader.text(payload.getText()),
                  answerTo));
    }
    return Response.ok();
  }

  private void mention(
      @Nullable String eventId, @Nullable String team, @Nullable AppMentionEvent event) {
    if (eventId == null || event == null || event.getUser() == null || event.getBotId() != null) {
      return;
    }
    String root = event.getThreadTs() == null ? event.getTs() : event.getThreadTs();
    slow.execute(
        () ->
            replies.answerMention(
                eventId,
                new SlackUserId(event.getUser()),
                ClickReader.text(team),
                ClickReader.text(event.getText()),
                new ChannelId(event.getChannel()),
                new MessageTs(root)));
  }

  private void unknownButton(BlockActionPayload payload) {
    URI answerTo = ClickReader.uri(payload.getResponseUrl());
    if (answerTo != null) {
      slow.execute(() -> replies.unknownButton(answerTo));
    }
  }
}
