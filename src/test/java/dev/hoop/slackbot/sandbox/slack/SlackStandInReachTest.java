package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostEphemeralResponse;
import com.slack.api.webhook.Payload;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a message reaches, and whom it pings. */
@Timeout(10)
final class SlackStandInReachTest {

  private static final String METADATA =
      "{\"event_type\":\"onetime\",\"event_payload\":{\"review_id\":\"r1\"}}";
  private static final String BUTTON =
      "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"ok\","
          + "\"text\":{\"type\":\"plain_text\",\"text\":\"OK\"}}]}]";

  private SlackStandIn slack;
  private Slack sdk;
  private MethodsClient bot;

  @BeforeEach
  void start() {
    slack = SlackStandIn.start();
    slack.addUser("U1", "alice", "alice@example.com");
    slack.addUser("U2", "bob", "bob@example.com");
    slack.addChannel("C1", "reviews", false, true);
    slack.addChannel("C2", "more-reviews", false, true);
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
  void anEphemeralMessageToSomebodyAwayIsAcceptedAndNotSeen() throws Exception {
    slack.away("U1", true);

    ChatPostEphemeralResponse answer = whisper("U1", null);
    slack.away("U1", false);

    assertThat(answer.isOk()).isTrue();
    assertThat(answer.getMessageTs()).isNotEmpty();
    assertThat(slack.ephemerals()).isEmpty();
    assertThat(slack.unseenEphemerals()).hasSize(1);
  }

  @Test
  void aReloadTakesThePersonsOwnEphemeralMessages() throws Exception {
    whisper("U1", null);
    whisper("U2", null);
    Ephemeral first = slack.ephemerals().get(0);

    slack.reload("U1");

    assertThat(slack.ephemerals()).extracting(Ephemeral::user).containsExactly("U2");
    assertThatThrownBy(() -> slack.clickInEphemeral(first, "ok"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nobody sees");
  }

  @Test
  void anAnswerAtAnAddressIsSeenNeitherWhileAwayNorAfterAReload() throws Exception {
    String url = slack.slashCommand("U1", "C1", "/hoop", "whoami").responseUrl();
    respond(url);
    slack.reload("U1");
    slack.away("U1", true);
    respond(url);

    assertThat(slack.responses()).isEmpty();
    assertThat(slack.calls(SlackFaults.RESPONSE_URL)).hasSize(2).allMatch(ApiCall::ok);
  }

  @Test
  void anEphemeralMessageStandsAtTheRootUnlessItNamesTheThread() throws Exception {
    String root = slack.mention("U1", "C1", "hi").payload().at("/event/ts").asText();
    bot.chatPostMessage(r -> r.channel("C1").text("x").blocksAsString(BUTTON).threadTs(root));
    Message reply = slack.messages("C1").get(0);

    EnvelopeDelivery click = slack.click("U1", reply, "ok");
    whisper("U1", null);
    whisper("U1", root);

    assertThat(click.payload().at("/container/thread_ts").asText()).isEqualTo(root);
    assertThat(slack.ephemerals()).extracting(Ephemeral::threadTs).containsExactly(null, root);
  }

  @Test
  void anEphemeralMessageMayNeedAThreadThatHasReplies() throws Exception {
    slack.hideEphemeralsInThreadsWithoutReplies(true);
    String root = slack.mention("U1", "C1", "hi").payload().at("/event/ts").asText();

    whisper("U1", root);
    slack.mention("U1", "C1", "again", root);
    whisper("U2", root);

    assertThat(slack.ephemerals()).extracting(Ephemeral::user).containsExactly("U2");
  }

  @Test
  void aDirectMessageToADeactivatedUserIsAcceptedAndNotSeen() throws Exception {
    bot.chatPostMessage(r -> r.channel("U1").text("before"));
    slack.deactivate("U1");

    var answer = bot.chatPostMessage(r -> r.channel("U1").text("after"));

    assertThat(answer.isOk()).isTrue();
    assertThat(slack.directMessages("U1")).extracting(Message::text).containsExactly("before");
    assertThat(slack.unseenMessages()).extracting(Message::text).containsExactly("after");
    assertThat(whisper("U1", null).getError()).isEqualTo("user_not_in_channel");
    assertThat(bot.conversationsOpen(r -> r.users(List.of("U1"))).getError())
        .isEqualTo("user_disabled");
    assertThatThrownBy(() -> slack.slashCommand("U1", "C1", "/hoop", ""))
        .isInstanceOf(AssertionError.class);
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void theProfileTellsWhoIsDeactivatedWhereTheScopeIsGranted() throws Exception {
    slack.deactivate("U1");

    assertThat(bot.usersInfo(r -> r.user("U1")).getError()).isEqualTo("missing_scope");
    Set<String> more = new HashSet<>(slack.scopes());
    more.add("users:read");
    slack.grantScopes(more);
    assertThat(bot.usersInfo(r -> r.user("U1")).getUser().isDeleted()).isTrue();
    assertThat(bot.usersInfo(r -> r.user("U2")).getUser().isDeleted()).isFalse();
  }

  @Test
  void nobodyGetsADirectMessageWhileTheMessagesTabIsOff() throws Exception {
    String direct = bot.conversationsOpen(r -> r.users(List.of("U1"))).getChannel().getId();
    slack.messagesTab(false);

    assertThat(bot.chatPostMessage(r -> r.channel("U1").text("x")).getError())
        .isEqualTo("messages_tab_disabled");
    assertThat(bot.chatPostMessage(r -> r.channel(direct).text("x")).getError())
        .isEqualTo("messages_tab_disabled");
    assertThat(bot.chatPostMessage(r -> r.channel("C1").text("x")).isOk()).isTrue();
    slack.messagesTab(true);
    assertThat(bot.chatPostMessage(r -> r.channel("U1").text("x")).isOk()).isTrue();
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void aNewMessagePingsEachPersonOnceAndAnUpdateNobody() throws Exception {
    String blocks =
        "[{\"type\":\"rich_text\",\"elements\":[{\"type\":\"rich_text_section\",\"elements\":["
            + "{\"type\":\"user\",\"user_id\":\"U1\"},{\"type\":\"broadcast\",\"range\":\"here\"},"
            + "{\"type\":\"usergroup\",\"usergroup_id\":\"S1\"}]}]}]";
    String ts =
        bot.chatPostMessage(r -> r.channel("C1").text("for <@U1>").blocksAsString(blocks)).getTs();

    bot.chatUpdate(r -> r.channel("C1").ts(ts).text("for <@U2|bob> and &lt;@U3&gt;"));

    assertThat(slack.pings()).extracting(Ping::who).containsExactly("U1", "here", "S1");
  }

  @Test
  void linksDatesAndEscapedMentionsPingNobody() throws Exception {
    bot.chatPostMessage(
        r ->
            r.channel("C1")
                .text("<https://a|b> <#C1> <!date^1^{date}|then> &lt;@U1&gt; <@W1> <!channel>"));

    assertThat(slack.pings()).extracting(Ping::who).containsExactly("W1", "channel");
  }

  @Test
  void aCopyHasTheMetadataOfAnEarlierMessage() throws Exception {
    for (String channel : List.of("C1", "C2")) {
      bot.chatPostMessage(r -> r.channel(channel).text("x").metadataAsString(METADATA));
    }
    bot.chatPostMessage(r -> r.channel("C2").text("x"));

    assertThat(slack.messages("C1")).extracting(slack::isCopy).containsExactly(false);
    assertThat(slack.messages("C2")).extracting(slack::isCopy).containsExactly(true, false);
  }

  private ChatPostEphemeralResponse whisper(String user, @Nullable String thread)
      throws IOException, SlackApiException {
    return bot.chatPostEphemeral(
        r -> r.channel("C1").user(user).text("x").blocksAsString(BUTTON).threadTs(thread));
  }

  private void respond(String url) throws IOException {
    assertThat(sdk.send(url, Payload.builder().text("x").build()).getCode()).isEqualTo(200);
  }
}
