package dev.hoop.slackbot.slack;

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
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.card.ButtonValue;
import dev.hoop.slackbot.slack.card.RejectDialogMetadata;
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
      """
      {"response_action":"errors",
       "errors":{"reason":"This could not be kept, so nothing was done. Try again in a while."}}""";

  private final App app;
  private final SocketModeRequestParser parser;
  private final Intake intake;
  private final Replies replies;
  private final Executor slow;
  private final Clock clock;

  /**
   * @param slow for everything that goes over the network
   */
  public Ears(Intake intake, Replies replies, Executor slow, Clock clock) {
    this.intake = intake;
    this.replies = replies;
    this.slow = slow;
    this.clock = clock;
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
    app.viewSubmission(RejectDialogMetadata.CALLBACK_ID, (request, context) -> reject(request));
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
    Optional<Click> click = click(payload, Verdict.approve());
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
      log.error("A click could not be kept, so Slack is not told that it arrived", e);
      throw new NotStoredException("the click could not be kept");
    }
  }

  private Response askForReason(BlockActionRequest request) {
    BlockActionPayload payload = request.getPayload();
    Optional<Click> click = click(payload, Verdict.reject(""));
    if (click.isEmpty()) {
      unknownButton(payload);
    } else {
      slow.execute(() -> replies.openRejectDialog(click.get(), payload.getTriggerId()));
    }
    return Response.ok();
  }

  private Response showScript(BlockActionRequest request) {
    BlockActionPayload payload = request.getPayload();
    Optional<ReviewId> review =
        action(payload)
            .map(BlockActionPayload.Action::getValue)
            .flatMap(value -> ButtonValue.decode(text(value)))
            .map(ButtonValue::review);
    if (review.isEmpty()) {
      unknownButton(payload);
    } else {
      slow.execute(() -> replies.showScript(review.get(), payload.getTriggerId()));
    }
    return Response.ok();
  }

  private Response reject(ViewSubmissionRequest request) {
    View view = request.getPayload().getView();
    Optional<RejectDialogMetadata> about = RejectDialogMetadata.decode(view.getPrivateMetadata());
    if (about.isEmpty()) {
      log.warn("A dialog came back that this bot did not open");
      return Response.ok();
    }
    var user = request.getPayload().getUser();
    Click click =
        about
            .get()
            .click(
                "view:" + view.getId(),
                new SlackUserId(user.getId()),
                text(user.getTeamId()),
                Verdict.reject(reason(view)),
                clock.instant());
    try {
      intake.take(click);
      return Response.ok();
    } catch (RuntimeException e) {
      log.error("A rejection could not be kept, and its author is told", e);
      return Response.json(200, NOT_KEPT);
    }
  }

  private static String reason(View view) {
    var values = view.getState() == null ? null : view.getState().getValues();
    var block = values == null ? null : values.get(RejectDialogMetadata.REASON);
    var input = block == null ? null : block.get(RejectDialogMetadata.REASON);
    return input == null ? "" : text(input.getValue()).strip();
  }

  private Response command(SlashCommandRequest request) {
    var payload = request.getPayload();
    URI answerTo = uri(payload.getResponseUrl());
    if (answerTo != null) {
      slow.execute(
          () ->
              replies.answer(
                  new SlackUserId(payload.getUserId()),
                  text(payload.getTeamId()),
                  text(payload.getText()),
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
                text(team),
                text(event.getText()),
                new ChannelId(event.getChannel()),
                new MessageTs(root)));
  }

  private void unknownButton(BlockActionPayload payload) {
    URI answerTo = uri(payload.getResponseUrl());
    if (answerTo != null) {
      slow.execute(() -> replies.unknownButton(answerTo));
    }
  }

  private Optional<Click> click(BlockActionPayload payload, Verdict verdict) {
    Optional<BlockActionPayload.Action> action = action(payload);
    Optional<ButtonValue> value = action.flatMap(a -> ButtonValue.decode(text(a.getValue())));
    if (value.isEmpty() || payload.getUser() == null || payload.getUser().getId() == null) {
      return Optional.empty();
    }
    String user = payload.getUser().getId();
    String key =
        String.join(
            ":", "action", user, text(action.get().getActionTs()), text(action.get().getValue()));
    return Optional.of(
        new Click(
            key,
            new SlackUserId(user),
            text(payload.getUser().getTeamId()),
            channel(payload),
            message(payload),
            value.get().review(),
            replies.groupOf(value.get()),
            verdict,
            uri(payload.getResponseUrl()),
            clock.instant()));
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
