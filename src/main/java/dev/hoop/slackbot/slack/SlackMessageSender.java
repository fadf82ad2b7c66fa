package dev.hoop.slackbot.slack;

import com.google.gson.JsonParser;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.Message;
import com.slack.api.model.User;
import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.WebhookResponse;
import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.MessageSender;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Truncate;
import dev.hoop.slackbot.sync.SlackProfiles;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls Slack's Web API with the SDK's synchronous client, which never retries by itself: the
 * outbox decides when to try again. Thread-safe.
 */
public final class SlackMessageSender implements MessageSender, SlackProfiles {

  private static final Logger log = LoggerFactory.getLogger(SlackMessageSender.class);

  /** chat.update refuses longer text, while chat.postMessage would cut it. */
  private static final int LONGEST_TEXT = 4_000;

  private final MethodsClient methods;

  /** For what cannot be taken back once it is sent: a late answer is better than none. */
  private final MethodsClient patient;

  private final Slack patientSlack;

  private volatile boolean accepted = true;

  /**
   * Makes no call.
   *
   * @param postTimeout how long Slack may take to answer a post
   */
  public SlackMessageSender(Slack slack, Duration postTimeout, Secret botToken) {
    this.methods = slack.methods(botToken.reveal());
    this.patientSlack = SlackClients.patient(slack, postTimeout);
    this.patient = patientSlack.methods(botToken.reveal());
  }

  /** Whether Slack took the bot token when it was last shown. */
  public boolean accepted() {
    return accepted;
  }

  private <T extends SlackApiTextResponse> T noted(T answer) {
    if (answer.isOk()) {
      accepted = true;
    } else if (SlackErrors.tokenDead(String.valueOf(answer.getError()))) {
      accepted = false;
    }
    return answer;
  }

  @Override
  public Delivery post(ChannelId channel, ReviewSnapshot snapshot, SlackMessage card) {
    return send(card, message -> post(channel.value(), null, message, metadata(snapshot)));
  }

  @Override
  public Delivery update(
      ChannelId channel, MessageTs ts, ReviewSnapshot snapshot, SlackMessage card) {
    return send(
        card,
        message ->
            attempt(
                () ->
                    methods.chatUpdate(
                        r ->
                            r.channel(channel.value())
                                .ts(ts.value())
                                .text(Truncate.ellipsis(message.text(), LONGEST_TEXT))
                                .blocksAsString(
                                    message.blocks().isEmpty() ? "[]" : message.blocks())
                                .metadata(metadata(snapshot))),
                done -> new Delivery.Delivered(channel, ts)));
  }

  @Override
  public Delivery tell(Recipient recipient, SlackMessage message) {
    return recipient.match(
        direct -> direct(direct.user(), message),
        privately -> privately(privately, message),
        thread ->
            send(message, m -> post(thread.channel().value(), thread.root().value(), m, null)));
  }

  @Override
  public Optional<String> fetchEmail(SlackUserId user) throws SlackUnavailableException {
    return fetchUser(user, "your e-mail").map(User::getProfile).map(User.Profile::getEmail);
  }

  /** The id of the organisation that somebody belongs to; empty when they are in none. */
  Optional<String> fetchOrganisation(SlackUserId user) throws SlackUnavailableException {
    return fetchUser(user, "your organisation")
        .map(User::getEnterpriseUser)
        .map(User.EnterpriseUser::getEnterpriseId);
  }

  private Optional<User> fetchUser(SlackUserId user, String what) throws SlackUnavailableException {
    UsersInfoResponse answer;
    try {
      answer = noted(methods.usersInfo(r -> r.user(user.value())));
    } catch (IOException | SlackApiException | RuntimeException e) {
      throw new SlackUnavailableException(
          "Slack could not be asked for " + what + " (" + cause(e) + ")");
    }
    String error = String.valueOf(answer.getError());
    if (!answer.isOk() && !SlackErrors.nobody(error)) {
      throw new SlackUnavailableException("Slack does not tell " + what + " (" + error + ")");
    }
    return Optional.ofNullable(answer.getUser());
  }

  /**
   * Opens a dialog, which must happen within three seconds of the click.
   *
   * @param view as JSON
   * @return empty when Slack refused
   */
  Optional<OpenView> openView(String triggerId, String view) {
    try {
      var answer = noted(methods.viewsOpen(r -> r.triggerId(triggerId).viewAsString(view)));
      if (answer.isOk()) {
        String hash = answer.getView().getHash();
        return Optional.of(new OpenView(answer.getView().getId(), hash == null ? "" : hash));
      }
      log.warn("A dialog could not be opened: {}", answer.getError());
    } catch (IOException | SlackApiException | RuntimeException e) {
      log.warn("A dialog could not be opened: {}", cause(e));
    }
    return Optional.empty();
  }

  /** Replaces an open dialog; one that was closed or has changed meanwhile is no loss. */
  void updateView(OpenView open, String view) {
    try {
      var answer =
          noted(
              methods.viewsUpdate(
                  r ->
                      r.viewId(open.id())
                          .hash(open.hash().isEmpty() ? null : open.hash())
                          .viewAsString(view)));
      if (!answer.isOk()) {
        log.debug("A dialog could not be updated: {}", answer.getError());
      }
    } catch (IOException | SlackApiException | RuntimeException e) {
      log.debug("A dialog could not be updated: {}", cause(e));
    }
  }

  private Delivery direct(SlackUserId user, SlackMessage message) {
    Delivery delivery = send(message, m -> post(user.value(), null, m, null));
    return delivery instanceof Delivery.Blocked blocked
        ? SlackErrors.blockedDirect(blocked)
        : delivery;
  }

  private Delivery privately(Recipient.Privately to, SlackMessage message) {
    URI responseUrl = to.responseUrl();
    Optional<Delivery> responded =
        responseUrl == null ? Optional.empty() : tryResponseUrl(responseUrl, message);
    if (responded.isPresent()) {
      return responded.get();
    }
    ChannelId channel = to.channel();
    if (channel == null) {
      return direct(to.user(), message);
    }
    Delivery ephemeral =
        send(
            message,
            m ->
                attempt(
                    () ->
                        patient.chatPostEphemeral(
                            r ->
                                r.channel(channel.value())
                                    .user(to.user().value())
                                    .text(m.text())
                                    .blocksAsString(blocks(m))),
                    done -> new Delivery.Delivered(channel, new MessageTs(done.getMessageTs()))));
    // Whoever clicked in a channel that the bot or the person has left still gets an answer.
    return ephemeral instanceof Delivery.Blocked || ephemeral instanceof Delivery.Vanished
        ? direct(to.user(), message)
        : ephemeral;
  }

  /** Answers by the click's own address; false when that did not work. */
  boolean respond(URI responseUrl, SlackMessage message) {
    return tryResponseUrl(responseUrl, message)
        .filter(Delivery.Delivered.class::isInstance)
        .isPresent();
  }

  /** Empty when it surely did not arrive, so that another way can be tried. */
  private Optional<Delivery> tryResponseUrl(URI responseUrl, SlackMessage message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("response_type", "ephemeral");
    body.put("replace_original", false);
    body.put("text", message.text());
    if (!message.blocks().isEmpty()) {
      body.put("blocks", JsonParser.parseString(message.blocks()));
    }
    try {
      WebhookResponse answer =
          patientSlack.send(responseUrl.toString(), GsonFactory.createSnakeCase().toJson(body));
      return answer.getCode() == 200 && !isPage(answer.getBody())
          ? Optional.of(new Delivery.Delivered(new ChannelId("response"), new MessageTs("0")))
          : Optional.empty();
    } catch (IOException e) {
      log.debug("An answer by response_url failed: {}", cause(e));
      Delivery.Arrival arrival = SlackErrors.arrival(e);
      return arrival == Delivery.Arrival.NO
          ? Optional.empty()
          : Optional.of(new Delivery.Later(arrival, "Slack cannot be reached: " + cause(e)));
    } catch (RuntimeException e) {
      log.debug("An answer by response_url failed: {}", cause(e));
      return Optional.empty();
    }
  }

  /** What stands between here and Slack may answer 200 with a page, and nobody is told anything. */
  private static boolean isPage(@Nullable String body) {
    return body != null && body.stripLeading().startsWith("<");
  }

  private Delivery post(
      String channel,
      @Nullable String thread,
      SlackMessage message,
      Message.@Nullable Metadata meta) {
    ChatPostMessageRequest request =
        ChatPostMessageRequest.builder()
            .channel(channel)
            .threadTs(thread)
            .text(message.text())
            .blocksAsString(blocks(message))
            .metadata(meta)
            .unfurlLinks(false)
            .unfurlMedia(false)
            .build();
    return attempt(
        () -> patient.chatPostMessage(request),
        done ->
            new Delivery.Delivered(new ChannelId(done.getChannel()), new MessageTs(done.getTs())));
  }

  private static @Nullable String blocks(SlackMessage message) {
    return message.blocks().isEmpty() ? null : message.blocks();
  }

  private static Message.Metadata metadata(ReviewSnapshot snapshot) {
    return Message.Metadata.builder()
        .eventType(snapshot.session().review().type().word())
        .eventPayload(
            Map.of(
                "review_id", snapshot.reviewId().value(),
                "session_id", snapshot.session().id().value()))
        .build();
  }

  /** Sends a message, and once more as text alone when Slack finds fault with its layout. */
  private Delivery send(SlackMessage message, Function<SlackMessage, Delivery> call) {
    Delivery first = call.apply(message);
    if (first instanceof Delivery.Blocked blocked
        && SlackErrors.ourContent(blocked.problem().split(":", 2)[0])
        && !message.blocks().isEmpty()) {
      log.error("Slack refused a layout, sending its text alone: {}", blocked.problem());
      return call.apply(new SlackMessage(message.text(), ""));
    }
    return first;
  }

  private <T extends SlackApiTextResponse> Delivery attempt(
      Call<T> call, Function<T, Delivery> delivered) {
    try {
      T answer = noted(call.make());
      return answer.isOk()
          ? delivered.apply(answer)
          : SlackErrors.meaning(String.valueOf(answer.getError()), answer.getNeeded());
    } catch (SlackApiException e) {
      return SlackErrors.meaning(e);
    } catch (IOException e) {
      return new Delivery.Later(SlackErrors.arrival(e), "Slack cannot be reached: " + cause(e));
    } catch (RuntimeException e) {
      // The SDK throws what its JSON parser throws when a proxy answers with a page.
      return new Delivery.Later(
          Delivery.Arrival.POSSIBLE, "Slack's answer could not be read: " + cause(e));
    }
  }

  /** The kind of failure alone: messages of exceptions can quote what was sent. */
  private static String cause(Exception e) {
    return e instanceof SlackApiException api
        ? "HTTP " + api.getResponse().code()
        : e.getClass().getSimpleName();
  }

  private interface Call<T> {
    T make() throws IOException, SlackApiException;
  }
}
