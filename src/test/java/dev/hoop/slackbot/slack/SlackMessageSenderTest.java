package dev.hoop.slackbot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.Delivery.Arrival;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlackMessageSenderTest {

  private static final ChannelId CHANNEL = new ChannelId("C1REVIEWS");
  private static final SlackUserId ANN = new SlackUserId("U1ANN");
  private static final ReviewSnapshot STORY =
      SampleReviews.snapshot(SampleReviews.onetime("dba").build());
  private static final SlackMessage CARD = card("First");
  private static final SlackMessage PLAIN = new SlackMessage("Words alone", "");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SlackStandIn slack;
  private Slack sdk;
  private SlackMessageSender api;

  @BeforeEach
  void start() {
    slack = SlackStandIn.start();
    slack.addChannel(CHANNEL.value(), "reviews", false, true);
    slack.addUser(ANN.value(), "ann", "ann@acme.io");
    sdk = SlackClients.open(slack.apiUrl());
    api = new SlackMessageSender(sdk, PATIENCE, new Secret(slack.botToken()));
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    sdk.close();
  }

  @Test
  void postsACardWithTheIdsItIsAbout() {
    Delivery.Delivered delivered = posted();

    Message message = slack.messages("reviews").get(0);
    assertThat(delivered.channel()).isEqualTo(CHANNEL);
    assertThat(delivered.ts().value()).isEqualTo(message.ts());
    assertThat(message.actionIds()).containsExactly("go");
    assertThat(String.valueOf(message.metadata())).contains(STORY.reviewId().value());
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void updatesACardToAnotherAndToTextAlone() {
    Delivery.Delivered at = posted();

    Delivery second = api.update(at.channel(), at.ts(), STORY, card("Second"));
    Delivery third = api.update(at.channel(), at.ts(), STORY, PLAIN);

    assertThat(second).isEqualTo(at);
    assertThat(third).isEqualTo(at);
    Message message = slack.messages("reviews").get(0);
    assertThat(message.versions()).hasSize(3);
    assertThat(message.words()).isEqualTo("Words alone");
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void cutsTheTextThatAnUpdateWouldRefuse() {
    Delivery.Delivered at = posted();

    Delivery updated =
        api.update(at.channel(), at.ts(), STORY, new SlackMessage("é".repeat(9_000), ""));

    assertThat(updated).isEqualTo(at);
  }

  @Test
  void tellsAPersonDirectly() {
    assertThat(api.tell(new Recipient.Direct(ANN), CARD)).isInstanceOf(Delivery.Delivered.class);

    assertThat(slack.directMessages(ANN.value())).hasSize(1);
  }

  @Test
  void whomSlackDoesNotKnowCannotBeTold() {
    SlackUserId nobody = new SlackUserId("U0NOBODY");

    assertThat(api.tell(new Recipient.Direct(nobody), CARD)).isInstanceOf(Delivery.Vanished.class);
  }

  @Test
  void tellsAThread() {
    Delivery.Delivered root = posted();

    Delivery told = api.tell(new Recipient.InThread(root.channel(), root.ts()), PLAIN);

    assertThat(told).isInstanceOf(Delivery.Delivered.class);
    assertThat(slack.messages("reviews").get(1).threadTs()).isEqualTo(root.ts().value());
  }

  @Test
  void tellsAThreadThatIsGoneOnlyOnce() {
    Delivery told = api.tell(new Recipient.InThread(CHANNEL, new MessageTs("1.000001")), PLAIN);

    assertThat(told).isEqualTo(new Delivery.Vanished("thread_not_found"));
  }

  @Test
  void tellsPrivatelyByTheAddressOfTheClickFirst() {
    Delivery told = api.tell(privately(CHANNEL, responseUrl()), CARD);

    assertThat(told).isInstanceOf(Delivery.Delivered.class);
    assertThat(slack.responses())
        .singleElement()
        .satisfies(r -> assertThat(r.responseType()).isEqualTo("ephemeral"))
        .satisfies(r -> assertThat(r.replaceOriginal()).isFalse());
    assertThat(slack.ephemerals()).isEmpty();
    assertThat(slack.complaints()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void fallsBackFromAnAddressThatFailsToAnEphemeralMessage(HttpFault fault) {
    slack.faults().always(SlackFaults.RESPONSE_URL, fault);

    Delivery told = api.tell(privately(CHANNEL, responseUrl()), CARD);

    assertThat(told).isInstanceOf(Delivery.Delivered.class);
    assertThat(slack.ephemerals())
        .singleElement()
        .satisfies(e -> assertThat(e.user()).isEqualTo("U1ANN"));
  }

  static Stream<HttpFault> failures() {
    return Stream.of(
        SlackFaults.status(404, "used_url"),
        SlackFaults.status(500, "<html>"),
        SlackFaults.html200());
  }

  /** The person may have read the first answer, and would read a second one. */
  @Test
  void anAnswerThatMayHaveArrivedIsNotGivenAnotherWay() {
    slack.faults().always(SlackFaults.RESPONSE_URL, HttpFault.dropAfter());

    Delivery told = api.tell(privately(CHANNEL, responseUrl()), CARD);

    assertThat(told)
        .isInstanceOfSatisfying(
            Delivery.Later.class, later -> assertThat(later.arrival()).isEqualTo(Arrival.LIKELY));
    assertThat(slack.responses()).as("what the person read").hasSize(1);
    assertThat(slack.ephemerals()).isEmpty();
  }

  @Test
  void waitsForASlowAnswerByTheAddressOfTheClick() {
    Slack impatient = SlackClients.patient(sdk, Duration.ofMillis(200));
    SlackMessageSender sender =
        new SlackMessageSender(impatient, PATIENCE, new Secret(slack.botToken()));
    slack.faults().always(SlackFaults.RESPONSE_URL, HttpFault.slow(Duration.ofMillis(600)));

    Delivery told = sender.tell(privately(CHANNEL, responseUrl()), CARD);

    assertThat(told).isInstanceOf(Delivery.Delivered.class);
    assertThat(slack.responses()).as("what the person read").hasSize(1);
    assertThat(slack.ephemerals()).isEmpty();
  }

  @Test
  void aPostMayTakeLongerThanOtherCalls() {
    Slack impatient = SlackClients.patient(sdk, Duration.ofMillis(200));
    SlackMessageSender sender =
        new SlackMessageSender(impatient, PATIENCE, new Secret(slack.botToken()));
    Delivery.Delivered at = posted();
    slack.faults().always("chat.postMessage", HttpFault.slow(Duration.ofMillis(600)));
    slack.faults().always("chat.update", HttpFault.slow(Duration.ofMillis(600)));

    Delivery post = sender.post(CHANNEL, STORY, CARD);
    Delivery update = sender.update(at.channel(), at.ts(), STORY, card("Second"));

    assertThat(post).isInstanceOf(Delivery.Delivered.class);
    assertThat(update).isInstanceOf(Delivery.Later.class);
  }

  @Test
  void aPostThatIsNeverAnsweredIsGivenUpAfterItsTime() {
    SlackMessageSender sender =
        new SlackMessageSender(sdk, Duration.ofMillis(200), new Secret(slack.botToken()));
    slack.faults().always("chat.postMessage", HttpFault.stall(true, new CountDownLatch(1)));

    Delivery post = sender.post(CHANNEL, STORY, CARD);

    assertThat(post)
        .isInstanceOfSatisfying(
            Delivery.Later.class, later -> assertThat(later.arrival()).isEqualTo(Arrival.LIKELY));
  }

  @Test
  void fallsBackToADirectMessageWhereTheBotIsNotInTheChannel() {
    URI url = responseUrl();
    slack.faults().always(SlackFaults.RESPONSE_URL, SlackFaults.status(404, "used_url"));
    slack.kick("reviews");

    Delivery told = api.tell(privately(CHANNEL, url), CARD);

    assertThat(told).isInstanceOf(Delivery.Delivered.class);
    assertThat(slack.directMessages(ANN.value())).hasSize(1);
  }

  @Test
  void tellsPrivatelyByDirectMessageWhenSlackNamedNoChannel() {
    assertThat(api.tell(privately(null, null), PLAIN)).isInstanceOf(Delivery.Delivered.class);

    assertThat(slack.directMessages(ANN.value())).hasSize(1);
  }

  @Test
  void sendsTextAloneWhenSlackRefusesTheLayout() {
    SlackMessage bad = new SlackMessage("Still readable", "[{\"type\":\"nonsense\"}]");

    Delivery.Delivered at = (Delivery.Delivered) api.post(CHANNEL, STORY, bad);

    assertThat(slack.messages("reviews").get(0).words()).isEqualTo("Still readable");
    assertThat(api.update(at.channel(), at.ts(), STORY, bad)).isEqualTo(at);
    assertThat(api.tell(new Recipient.Direct(ANN), bad)).isInstanceOf(Delivery.Delivered.class);
    assertThat(api.tell(privately(CHANNEL, null), bad)).isInstanceOf(Delivery.Delivered.class);
  }

  @Test
  void sendsTextAloneToAPrivateAddressThatRefusesTheLayout() {
    SlackMessage bad = new SlackMessage("Still readable", "[{\"type\":\"nonsense\"}]");

    assertThat(api.tell(privately(CHANNEL, responseUrl()), bad))
        .isInstanceOf(Delivery.Delivered.class);

    assertThat(slack.ephemerals().get(0).words()).isEqualTo("Still readable");
  }

  @ParameterizedTest
  @CsvSource({
    "ratelimited, Later",
    "rate_limited, Later",
    "internal_error, Later",
    "fatal_error, Later",
    "service_unavailable, Later",
    "request_timeout, Later",
    "invalid_auth, Blocked",
    "account_inactive, Blocked",
    "token_revoked, Blocked",
    "not_allowed_token_type, Blocked",
    "missing_scope, Blocked",
    "messages_tab_disabled, Blocked",
    "channel_not_found, Blocked",
    "not_in_channel, Blocked",
    "is_archived, Blocked",
    "restricted_action, Blocked",
    "restricted_action_read_only_channel, Blocked",
    "invalid_blocks, Blocked",
    "msg_blocks_too_long, Blocked",
    "msg_too_long, Blocked",
    "metadata_too_large, Blocked",
    "an_error_of_tomorrow, Blocked",
    "message_not_found, Vanished",
    "cant_update_message, Vanished",
    "edit_window_closed, Vanished",
    "user_not_found, Vanished",
    "user_not_visible, Vanished",
    "user_disabled, Vanished",
    "cannot_dm_bot, Vanished"
  })
  void everyErrorHasOneMeaning(String error, String meaning) {
    slack.faults().always("chat.postMessage", SlackFaults.okFalse(error));

    Delivery really = api.post(CHANNEL, STORY, CARD);

    assertThat(really).isEqualTo(SlackErrors.meaning(error, null));
    assertThat(really.getClass().getSimpleName()).isEqualTo(meaning);
    assertThat(really.toString()).contains(error);
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of(SlackFaults.tooManyRequests(7), 7, "429", Arrival.NO),
        Arguments.of(SlackFaults.status(500, "<html>"), 0, "500", Arrival.POSSIBLE),
        Arguments.of(SlackFaults.status(503, ""), 0, "503", Arrival.POSSIBLE),
        Arguments.of(SlackFaults.status(504, ""), 0, "504", Arrival.LIKELY),
        Arguments.of(SlackFaults.html200(), 0, "could not be read", Arrival.POSSIBLE),
        Arguments.of(SlackFaults.status(200, ""), 0, "could not be read", Arrival.POSSIBLE),
        Arguments.of(HttpFault.dropBefore(), 0, "cannot be reached", Arrival.LIKELY),
        Arguments.of(HttpFault.dropAfter(), 0, "cannot be reached", Arrival.LIKELY),
        Arguments.of(
            SlackFaults.okFalse("service_unavailable"), 0, "service_unavailable", Arrival.NO),
        Arguments.of(SlackFaults.okFalse("internal_error"), 0, "internal_error", Arrival.POSSIBLE));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageIsForLaterAndMayHaveLeftAMessage(
      HttpFault fault, int seconds, String why, Arrival arrival) {
    slack.faults().failNext(SlackFaults.ANY, 1, fault);

    Delivery.Later later = (Delivery.Later) api.post(CHANNEL, STORY, CARD);

    assertThat(later.pause()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(later.arrival()).isEqualTo(arrival);
    assertThat(later.why()).contains(why).doesNotContain(slack.botToken()).doesNotContain("xoxb");
  }

  @ParameterizedTest
  @CsvSource({"ratelimited, false", "rate_limited, true", "message_limit_exceeded, true"})
  void aChannelsLimitIsNotTheWorkspaces(String error, boolean everywhere) {
    String body = "{\"ok\":false,\"error\":\"" + error + "\"}";
    slack.faults().failNext(SlackFaults.ANY, 1, SlackFaults.status(429, body));

    Delivery.Later later = (Delivery.Later) api.post(CHANNEL, STORY, CARD);

    assertThat(later.pause()).isPositive();
    assertThat(later.everywhere()).isEqualTo(everywhere);
  }

  static Stream<Arguments> brokenCalls() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), Arrival.NO),
        Arguments.of(new UnknownHostException("slack.com"), Arrival.NO),
        Arguments.of(new SSLHandshakeException("no trust"), Arrival.NO),
        Arguments.of(new SocketTimeoutException("Connect timed out"), Arrival.NO),
        Arguments.of(new SocketTimeoutException("Read timed out"), Arrival.LIKELY),
        Arguments.of(new InterruptedIOException("timeout"), Arrival.LIKELY),
        Arguments.of(new SocketException("Connection reset"), Arrival.LIKELY));
  }

  @ParameterizedTest
  @MethodSource("brokenCalls")
  void whatWasNeverSentCannotHaveArrived(IOException broken, Arrival arrival) {
    assertThat(SlackErrors.arrival(broken)).isEqualTo(arrival);
  }

  @Test
  void whereNobodyListensNothingCanHaveArrived() throws Exception {
    Slack nobody = SlackClients.open(URI.create("http://127.0.0.1:1/api/"));
    try {
      SlackMessageSender lonely =
          new SlackMessageSender(nobody, PATIENCE, new Secret(slack.botToken()));

      Delivery.Later later = (Delivery.Later) lonely.post(CHANNEL, STORY, CARD);

      assertThat(later.arrival()).isEqualTo(Arrival.NO);
    } finally {
      nobody.close();
    }
  }

  @Test
  void slackThatIsDownIsForLater() {
    slack.down();

    assertThat(api.post(CHANNEL, STORY, CARD)).isInstanceOf(Delivery.Later.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLostAnswerIsNotSentTwice(boolean warm) {
    int before = warm ? 1 : 0;
    if (warm) {
      // A connection that is kept alive is where OkHttp would try again by itself.
      posted();
    }
    slack.faults().failNext("chat.postMessage", 1, HttpFault.dropAfter());

    Delivery lost = api.post(CHANNEL, STORY, CARD);

    assertThat(lost).isInstanceOf(Delivery.Later.class);
    assertThat(slack.calls("chat.postMessage")).hasSize(before + 1);
    assertThat(slack.messages("reviews")).hasSize(before + 1);
  }

  @Test
  void aMissingScopeIsNamed() {
    slack.grantScopes(Set.of("commands"));

    assertThat(api.post(CHANNEL, STORY, CARD).toString()).contains("scope chat:write");
  }

  @Test
  void aProfileShowsItsEmailOrNone() throws SlackUnavailableException {
    slack.grantScopes(Set.of("users:read", "users:read.email"));
    slack.addUser("U1NOMAIL", "nomail", null);

    assertThat(api.fetchEmail(ANN)).contains("ann@acme.io");
    assertThat(api.fetchEmail(new SlackUserId("U1NOMAIL"))).isEmpty();
    assertThat(api.fetchEmail(new SlackUserId("U1NOBODY"))).isEmpty();
  }

  static Stream<HttpFault> silences() {
    return Stream.of(
        SlackFaults.html200(),
        SlackFaults.tooManyRequests(3),
        SlackFaults.status(503, ""),
        HttpFault.dropBefore(),
        SlackFaults.okFalse("internal_error"),
        SlackFaults.okFalse("missing_scope"),
        SlackFaults.okFalse("invalid_auth"));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void aProfileThatSlackDoesNotTellIsNotOneWithoutEmail(HttpFault fault) {
    slack.grantScopes(Set.of("users:read", "users:read.email"));
    slack.faults().always("users.info", fault);

    assertThatThrownBy(() -> api.fetchEmail(ANN))
        .isInstanceOf(SlackUnavailableException.class)
        .hasMessageStartingWith("Slack ");
  }

  @Test
  void aTokenThatSlackNoLongerTakesIsNotedUntilItDoes() {
    slack.faults().always("chat.postMessage", SlackFaults.okFalse("token_revoked"));

    Delivery refused = api.post(CHANNEL, STORY, CARD);

    assertThat(((Delivery.Blocked) refused).scope()).isEqualTo(Delivery.Scope.EVERYTHING);
    assertThat(api.accepted()).isFalse();
    slack.faults().clear();
    posted();
    assertThat(api.accepted()).isTrue();
  }

  @Test
  void aChannelThatSlackRefusesIsNoFaultOfTheToken() {
    slack.kick("reviews");

    Delivery refused = api.post(CHANNEL, STORY, CARD);

    assertThat(((Delivery.Blocked) refused).scope()).isEqualTo(Delivery.Scope.DESTINATION);
    assertThat(api.accepted()).isTrue();
  }

  private Delivery.Delivered posted() {
    return (Delivery.Delivered) api.post(CHANNEL, STORY, CARD);
  }

  private URI responseUrl() {
    Delivery.Delivered unused = posted();
    return URI.create(
        slack.click(ANN.value(), slack.messages("reviews").get(0), "go").responseUrl());
  }

  private static Recipient privately(@Nullable ChannelId channel, @Nullable URI responseUrl) {
    return new Recipient.Privately(ANN, channel, responseUrl);
  }

  private static SlackMessage card(String text) {
    return new SlackMessage(
        text,
        """
        [{"type":"section","text":{"type":"plain_text","text":"%s"}},
         {"type":"actions","elements":[{"type":"button","action_id":"go",
          "text":{"type":"plain_text","text":"Go"}}]}]"""
            .formatted(text));
  }
}
