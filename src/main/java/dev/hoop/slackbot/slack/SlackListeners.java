package dev.hoop.slackbot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppMentionEvent;
import dev.hoop.slackbot.decision.ClickSink;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.slack.message.DialogKind;
import dev.hoop.slackbot.slack.message.DialogViews;
import dev.hoop.slackbot.slack.message.VerdictDialog;
import dev.hoop.slackbot.slack.socket.Ack;
import dev.hoop.slackbot.slack.socket.Envelope;
import dev.hoop.slackbot.slack.socket.Envelopes;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import dev.hoop.slackbot.slack.socket.WarmUp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Bolt app: passes clicks to the click queue, which stores them, and interactions to the dialog
 * service. A listener does nothing else, so that the ack of a click goes out at once; the ack of an
 * interaction, which is kept nowhere, waits until it was carried out.
 */
public final class SlackListeners implements Envelopes {

  private static final Logger log = LoggerFactory.getLogger(SlackListeners.class);

  private static final String NOT_KEPT =
      "This could not be kept, so nothing was done. Try again in a while.";

  private static final String NO_WINDOW =
      "This must be after the start: Hoop matches no window that goes past midnight.";

  private static final String SAMPLE_CLICK =
      """
      {"envelope_id": "e1", "type": "interactive", "accepts_response_payload": false,
       "payload": {
         "type": "block_actions", "trigger_id": "1.2.3", "is_enterprise_install": false,
         "api_app_id": "A1", "token": "t", "enterprise": null,
         "team": {"id": "T1", "domain": "acme"},
         "user": {"id": "U1", "username": "ann", "name": "ann", "team_id": "T1"},
         "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1",
                       "is_ephemeral": false},
         "channel": {"id": "C1", "name": "reviews"},
         "message": {"type": "message", "text": "somebody asks", "blocks": [
           {"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "asks"}}]},
         "state": {"values": {}},
         "response_url": "https://hooks.slack.com/actions/T1/1/x",
         "actions": [{
           "action_id": "review-approved", "block_id": "b", "type": "button",
           "text": {"type": "plain_text", "text": "Approve", "emoji": true}, "style": "primary",
           "value": "00000000-0000-0000-0000-000000000000:dba", "action_ts": "1.2"}]}}
      """;

  private final App app;
  private final BoltRequests requests;
  private final ClickSink clickSink;
  private final Function<Interaction, CompletionStage<?>> interactions;
  private final Clock clock;

  public SlackListeners(ClickSink clickSink, DialogService dialogs, Clock clock) {
    this(clickSink, dialogs::accept, clock);
  }

  /**
   * @param interactions gives when each may be acknowledged, and throws {@link
   *     RejectedExecutionException} for what it does not take
   */
  SlackListeners(
      ClickSink clickSink, Function<Interaction, CompletionStage<?>> interactions, Clock clock) {
    this.clickSink = clickSink;
    this.interactions = interactions;
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
    this.requests = new BoltRequests(config);
    listen();
  }

  private void listen() {
    app.blockAction(
        Pattern.compile("review-approved(:.*)?"),
        (request, context) -> approve(request, InteractionParser::approval));
    app.blockAction(
        Pattern.compile("review-choice"),
        (request, context) -> approve(request, InteractionParser::chosenApproval));
    pressed("review-rejected(:.*)?", InteractionParser::rejection);
    pressed("review-script", InteractionParser::script);
    pressed("review-more", InteractionParser::choice);
    app.blockAction(Pattern.compile("review-link(:.*)?"), (request, context) -> context.ack());
    app.blockAction(
        Pattern.compile(VerdictDialog.START + "|" + VerdictDialog.END),
        (request, context) -> accept(InteractionParser.otherWindow(request.getPayload())));
    for (DialogKind form : DialogKind.values()) {
      app.viewSubmission(form.callbackId(), (request, context) -> submitted(form, request));
    }
    app.command(
        Pattern.compile("/.*"),
        (request, context) -> accept(InteractionParser.command(request.getPayload())));
    app.event(
        AppMentionEvent.class, (payload, context) -> accept(InteractionParser.mention(payload)));
  }

  private void pressed(
      String actionId, Function<BlockActionPayload, Optional<Interaction>> reading) {
    app.blockAction(
        Pattern.compile(actionId),
        (request, context) -> {
          BlockActionPayload payload = request.getPayload();
          return accept(reading.apply(payload).or(() -> InteractionParser.unknown(payload)));
        });
  }

  /**
   * Makes the way of a click up to its ack fast, before there is one; takes less than a second and
   * has no other effect.
   */
  public static void warmUp(Clock clock) {
    WarmUp.run(
        SAMPLE_CLICK,
        new SlackListeners(click -> {}, asked -> CompletableFuture.completedFuture(true), clock),
        clock);
  }

  @Override
  public Ack deliver(Envelope envelope) {
    try {
      var request = requests.of(envelope);
      if (request == null) {
        log.debug("An envelope of type {} is not understood", envelope.type());
        return Ack.plain();
      }
      Response response = app.run(request);
      if (response instanceof HandedOn handed) {
        return Ack.after(handed.over);
      }
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

  private Response approve(
      BlockActionRequest request,
      BiFunction<BlockActionPayload, Instant, Optional<Click>> reading) {
    BlockActionPayload payload = request.getPayload();
    Optional<Click> click = reading.apply(payload, clock.instant());
    if (click.isEmpty()) {
      return accept(
          InteractionParser.chosenRejection(payload).or(() -> InteractionParser.unknown(payload)));
    }
    take(click.get());
    return Response.ok();
  }

  private void take(Click click) {
    try {
      clickSink.take(click);
    } catch (RuntimeException e) {
      if (StoreFailedException.isSaid(e)) {
        log.warn("A click could not be kept, and its author sees that it failed");
      } else {
        log.error("A click could not be kept, and its author sees that it failed", e);
      }
      throw new NotStoredException("the click could not be kept");
    }
  }

  private Response accept(Optional<Interaction> interaction) {
    try {
      return interaction
          .<Response>map(asked -> new HandedOn(interactions.apply(asked)))
          .orElseGet(Response::ok);
    } catch (RejectedExecutionException e) {
      log.warn("Too much is asked at once; somebody sees that their wish failed");
      throw new NotStoredException("too much is asked at once");
    }
  }

  /** Bolt's word for an ack that has to wait: it has none. */
  private static final class HandedOn extends Response {

    final CompletionStage<?> over;

    HandedOn(CompletionStage<?> over) {
      this.over = over;
    }
  }

  private Response submitted(DialogKind form, ViewSubmissionRequest request) {
    var payload = request.getPayload();
    if (form == DialogKind.WINDOW && InteractionParser.window(payload.getView()).isEmpty()) {
      return refused(VerdictDialog.END, NO_WINDOW);
    }
    try {
      Optional<Click> click = InteractionParser.submission(form, payload, clock.instant());
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

  private static Response notKept(DialogKind form) {
    return switch (form) {
      case REJECT, CUT -> refused(VerdictDialog.REASON, NOT_KEPT);
      case WINDOW -> refused(VerdictDialog.END, NOT_KEPT);
      case FORCE, REVOKE -> {
        // These may have no block that a fault could be shown beside.
        JsonObject answer = new JsonObject();
        answer.addProperty("response_action", "update");
        answer.add("view", JsonParser.parseString(DialogViews.notKept(form)));
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
}
