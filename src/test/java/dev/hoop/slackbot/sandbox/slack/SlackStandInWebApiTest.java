package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.model.ConversationType;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
final class SlackStandInWebApiTest {

  private SlackStandIn slack;
  private Slack sdk;
  private MethodsClient bot;

  @BeforeEach
  void start() {
    slack = SlackStandIn.start();
    slack.addUser("U1", "alice", "alice@example.com");
    slack.addChannel("C1", "reviews", false, true);
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
    sdk = Slack.getInstance(config);
    bot = sdk.methods(slack.botToken());
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    sdk.close();
  }

  @Test
  void knowsItsTwoTokensAndWhatEachIsFor() throws Exception {
    assertThat(bot.authTest(r -> r).getUserId()).isEqualTo("U0HOOPBOT1");
    assertThat(sdk.methods("xoxb-other").authTest(r -> r).getError()).isEqualTo("invalid_auth");
    assertThat(bot.appsConnectionsOpen(r -> r.token(slack.botToken())).getError())
        .isEqualTo("not_allowed_token_type");
    assertThat(post(sdk.methods(slack.appToken()), "C1").getError())
        .isEqualTo("not_allowed_token_type");
  }

  @Test
  void tellsTheGrantedScopesWithEveryAnswer() throws Exception {
    assertThat(bot.authTest(r -> r).getHttpResponseHeaders().get("x-oauth-scopes"))
        .singleElement()
        .asString()
        .startsWith("app_mentions:read,channels:read,chat:write,");
  }

  @Test
  void saysWhichScopeIsMissingUntilItIsGranted() throws Exception {
    var refused = bot.usersLookupByEmail(r -> r.email("alice@example.com"));
    Set<String> more = new HashSet<>(slack.scopes());
    more.add("users:read.email");
    slack.grantScopes(more);
    var found = bot.usersLookupByEmail(r -> r.email("alice@example.com"));

    assertThat(refused.getError()).isEqualTo("missing_scope");
    assertThat(refused.getNeeded()).isEqualTo("users:read.email");
    assertThat(refused.getProvided()).contains("mpim:write");
    assertThat(found.getUser().getId()).isEqualTo("U1");
    assertThat(slack.complaints()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "C1,", "reviews,", "#reviews,", "U1,",
    "C2,not_in_channel", "G1,channel_not_found", "C3,is_archived", "nowhere,channel_not_found"
  })
  void postsWhereTheBotIsAndSaysWhyNotElsewhere(String target, String error) throws Exception {
    slack.addChannel("C2", "foreign", false, false);
    slack.addChannel("G1", "secret", true, false);
    slack.addChannel("C3", "old", false, true);
    slack.archive("C3");

    assertThat(post(bot, target).getError()).isEqualTo(error);
  }

  @Test
  void aDirectMessageCanBeReadByThePerson() throws Exception {
    String channel = bot.conversationsOpen(r -> r.users(List.of("U1"))).getChannel().getId();
    bot.chatPostMessage(r -> r.channel(channel).text("psst"));

    assertThat(slack.directMessages("U1")).extracting(Message::text).containsExactly("psst");
  }

  @Test
  void anUpdateKeepsEveryVersion() throws Exception {
    String ts = post(bot, "C1").getTs();

    bot.chatUpdate(r -> r.channel("C1").ts(ts).text("then"));

    Message message = slack.messages("C1").get(0);
    assertThat(message.text()).isEqualTo("then");
    assertThat(message.versions()).extracting(Message.Version::text).containsExactly("hi", "then");
  }

  @Test
  void updatesOnlyWhatTheBotWroteAndOnlyShortTexts() throws Exception {
    String ts = post(bot, "C1").getTs();
    String foreign = slack.mention("U1", "C1", "hello").payload().at("/event/ts").asText();

    assertThat(update("1.000000", "x").getError()).isEqualTo("message_not_found");
    assertThat(update(foreign, "x").getError()).isEqualTo("cant_update_message");
    assertThat(update(ts, "x".repeat(4000)).getError()).isNull();
    assertThat(update(ts, "x".repeat(4001)).getError()).isEqualTo("msg_too_long");
  }

  @Test
  void refusesBlocksWithPointersAsSlackDoes() throws Exception {
    String blocks =
        "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
            + "x".repeat(3001)
            + "\"}}]";

    ChatPostMessageResponse answer =
        bot.chatPostMessage(r -> r.channel("C1").text("t").blocksAsString(blocks));

    assertThat(answer.getError()).isEqualTo("invalid_blocks");
    assertThat(answer.getErrors())
        .containsExactly("must be less than 3001 characters [json-pointer:/blocks/0/text/text]");
    assertThat(slack.complaints()).singleElement().asString().contains("invalid_blocks");
    assertThat(slack.messages("C1")).isEmpty();
  }

  @Test
  void refusesMoreTextInAllBlocksThanSlackTakes() throws Exception {
    String section =
        "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
            + "x".repeat(2401)
            + "\"}}";
    String blocks = "[" + String.join(",", Collections.nCopies(5, section)) + "]";

    assertThat(
            bot.chatPostMessage(r -> r.channel("C1").text("t").blocksAsString(blocks)).getError())
        .isEqualTo("msg_blocks_too_long");
  }

  @Test
  void anUpdateWithTextAloneTakesTheBlocksAway() throws Exception {
    String ts =
        bot.chatPostMessage(
                r -> r.channel("C1").text("t").blocksAsString("[{\"type\":\"divider\"}]"))
            .getTs();

    update(ts, "plain");

    assertThat(slack.messages("C1").get(0).blocks()).isEmpty();
  }

  @Test
  void takesBlocksWithoutTextButComplains() throws Exception {
    var answer =
        bot.chatPostMessage(r -> r.channel("C1").blocksAsString("[{\"type\":\"divider\"}]"));

    assertThat(answer.isOk()).isTrue();
    assertThat(slack.complaints()).hasSize(1);
  }

  @Test
  void refusesMetadataAboveTwoKilobytes() throws Exception {
    String metadata = "{\"event_type\":\"e\",\"event_payload\":{\"a\":\"%s\"}}";
    int around = metadata.length() - 2;

    assertThat(metadataError(String.format(metadata, "x".repeat(2048 - around)))).isNull();
    assertThat(metadataError(String.format(metadata, "x".repeat(2049 - around))))
        .isEqualTo("metadata_too_large");
    assertThat(metadataError("{\"event_type\":\"e\"}")).isEqualTo("invalid_metadata_format");
  }

  @Test
  void listsPublicChannelsPageByPage() throws Exception {
    slack.addChannel("C2", "two", false, false);
    slack.addChannel("C3", "three", false, false);
    slack.addChannel("G1", "secret", true, true);

    var first = bot.conversationsList(r -> r.limit(2));
    String cursor = first.getResponseMetadata().getNextCursor();
    var rest = bot.conversationsList(r -> r.limit(2).cursor(cursor));

    assertThat(first.getChannels()).hasSize(2);
    assertThat(rest.getChannels()).extracting("id").containsExactly("C3");
    assertThat(rest.getResponseMetadata().getNextCursor()).isEmpty();
    assertThat(
            bot.conversationsList(r -> r.types(List.of(ConversationType.PRIVATE_CHANNEL)))
                .getNeeded())
        .isEqualTo("groups:read");
  }

  @Test
  void whispersToOnePerson() throws Exception {
    bot.chatPostEphemeral(r -> r.channel("C1").user("U1").text("not you"));

    assertThat(slack.ephemerals()).extracting(Ephemeral::text).containsExactly("not you");
    assertThat(bot.chatPostEphemeral(r -> r.channel("C1").user("U9").text("x")).getError())
        .isEqualTo("user_not_in_channel");
  }

  @Test
  void answersWithThePlannedFaultsAndThenAsUsual() throws Exception {
    slack.faults().failNext("chat.postMessage", 1, SlackFaults.tooManyRequests(7));
    slack
        .faults()
        .failNext("chat.postMessage", 1, SlackFaults.status(502, "<html>bad gateway</html>"));
    slack.faults().failNext("chat.postMessage", 1, SlackFaults.html200());
    slack.faults().failNext("chat.postMessage", 1, SlackFaults.okFalse("internal_error"));

    assertThatThrownBy(() -> post(bot, "C1"))
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> assertThat(e.getResponse().header("Retry-After")).isEqualTo("7"));
    assertThatThrownBy(() -> post(bot, "C1"))
        .isInstanceOfSatisfying(
            SlackApiException.class, e -> assertThat(e.getResponse().code()).isEqualTo(502));
    assertThatThrownBy(() -> post(bot, "C1")).isInstanceOf(Exception.class);
    assertThat(post(bot, "C1").getError()).isEqualTo("internal_error");
    assertThat(post(bot, "C1").isOk()).isTrue();
    assertThat(slack.messages("C1")).hasSize(1);
    assertThat(slack.calls("chat.postMessage")).hasSize(5);
  }

  @Test
  void losesARequestOrOnlyItsAnswer() {
    slack.faults().always("chat.postMessage", HttpFault.dropBefore());
    assertThatThrownBy(() -> post(bot, "C1")).isInstanceOf(IOException.class);
    assertThat(slack.messages("C1")).isEmpty();

    slack.faults().always("chat.postMessage", HttpFault.dropAfter());
    assertThatThrownBy(() -> post(bot, "C1")).isInstanceOf(IOException.class);

    assertThat(slack.messages("C1")).isNotEmpty();
  }

  /** What OkHttp does on a connection it has used before; a lost answer means a second post. */
  @Test
  void aClientMayRepeatALostRequestByItself() throws Exception {
    post(bot, "C1");
    slack.faults().failNext("chat.postMessage", 1, HttpFault.dropAfter());

    post(bot, "C1");

    assertThat(slack.calls("chat.postMessage"))
        .extracting(ApiCall::status)
        .containsExactly(200, 0, 200);
    assertThat(slack.messages("C1")).hasSize(3);
  }

  @Test
  void answersSlowlyWithoutHoldingUpOthers() throws Exception {
    slack.faults().failNext("chat.postMessage", 1, HttpFault.slow(Duration.ofMillis(200)));
    long start = System.nanoTime();

    assertThat(post(bot, "C1").isOk()).isTrue();

    assertThat(System.nanoTime() - start).isGreaterThan(190_000_000L);
  }

  @Test
  void refusesConnectionsWhileDownAndIsBackAtTheSameAddress() throws Exception {
    slack.down();
    assertThatThrownBy(() -> post(bot, "C1")).isInstanceOf(IOException.class);

    slack.up();

    assertThat(post(bot, "C1").isOk()).isTrue();
  }

  @Test
  void pacesPostsPerChannelAndComplainsOfWhoeverDoesNotWait() throws Exception {
    slack.addChannel("C2", "other", false, true);
    slack.enforceRateLimits(true);
    for (int i = 0; i < 5; i++) {
      post(bot, "C1");
    }

    assertThatThrownBy(() -> post(bot, "C1"))
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> assertThat(e.getResponse().header("Retry-After")).isEqualTo("1"));
    assertThat(slack.complaints()).isEmpty();
    assertThat(post(bot, "C2").isOk()).isTrue();
    assertThatThrownBy(() -> post(bot, "C1")).isInstanceOf(SlackApiException.class);
    assertThat(slack.complaints()).singleElement().asString().contains("Retry-After");
  }

  @Test
  void aVainWaitTellsWhatPeopleSaw() throws Exception {
    post(bot, "C1");

    assertThatThrownBy(
            () -> slack.await("a miracle", Duration.ofMillis(20), () -> Optional.empty()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a miracle")
        .hasMessageContaining("#reviews")
        .hasMessageContaining("hi");
  }

  private ChatPostMessageResponse post(MethodsClient client, String target)
      throws IOException, SlackApiException {
    return client.chatPostMessage(r -> r.channel(target).text("hi"));
  }

  private ChatUpdateResponse update(String ts, String text) throws IOException, SlackApiException {
    return bot.chatUpdate(r -> r.channel("C1").ts(ts).text(text));
  }

  private String metadataError(String metadata) throws IOException, SlackApiException {
    return bot.chatPostMessage(r -> r.channel("C1").text("t").metadataAsString(metadata))
        .getError();
  }
}
