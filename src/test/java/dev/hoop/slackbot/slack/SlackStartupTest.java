package dev.hoop.slackbot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import dev.hoop.slackbot.outbox.ChannelNames;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.slack.SlackStartup.SlackRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlackStartupTest {

  private final Map<String, ChannelId> kept = new HashMap<>();
  private final ChannelNames names =
      new ChannelNames() {
        @Override
        public Optional<ChannelId> find(String name) {
          return Optional.ofNullable(kept.get(name));
        }

        @Override
        public void keep(String name, ChannelId channel) {
          kept.putIfAbsent(name, channel);
        }
      };
  private SlackStandIn slack;
  private Slack sdk;

  @BeforeEach
  void start() {
    slack = SlackStandIn.start();
    slack.addChannel("C1REVIEWS", "reviews", false, true);
    sdk = SlackClients.open(slack.apiUrl());
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    sdk.close();
  }

  @Test
  void learnsWhoTheBotIsAndWhatItMay() throws Exception {
    slack.grantScopes(Set.of("chat:write", "users:read.email"));

    SlackStartup.Identity identity = good().identify();

    assertThat(identity.botUser()).isEqualTo(slack.botUserId());
    assertThat(identity.workspace().team()).isNotEmpty();
    assertThat(identity.scopes()).containsExactlyInAnyOrder("chat:write", "users:read.email");
  }

  @Test
  void acceptsAGoodAppToken() throws Exception {
    good().checkAppToken();

    assertThat(slack.calls("apps.connections.open")).hasSize(1);
  }

  @Test
  void namesABadBotToken() {
    assertThatThrownBy(() -> start("xoxb-secret-bad", slack.appToken()).identify())
        .isInstanceOf(SlackRefusedException.class)
        .hasMessageContaining("SLACK_BOT_TOKEN")
        .hasMessageContaining("invalid_auth")
        .hasMessageNotContaining("secret-bad");
  }

  @Test
  void namesABadAppToken() {
    assertThatThrownBy(() -> start(slack.botToken(), "xapp-secret-bad").checkAppToken())
        .isInstanceOf(SlackRefusedException.class)
        .hasMessageContaining("SLACK_APP_TOKEN")
        .hasMessageContaining("invalid_auth")
        .hasMessageNotContaining("secret-bad");
  }

  @Test
  void namesTokensThatWereSwapped() {
    assertThatThrownBy(() -> start(slack.appToken(), slack.botToken()).checkAppToken())
        .isInstanceOf(SlackRefusedException.class)
        .hasMessageContaining("not_allowed_token_type");
    assertThatThrownBy(() -> start(slack.appToken(), slack.botToken()).identify())
        .isInstanceOf(SlackRefusedException.class)
        .hasMessageContaining("SLACK_BOT_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reviews", "#reviews", "#Reviews", "C1REVIEWS"})
  void findsAChannelByNameAndId(String setting) throws Exception {
    assertThat(good().findChannel(setting, names).id()).isEqualTo(new ChannelId("C1REVIEWS"));
  }

  @Test
  void findsAChannelOnTheSecondPage() throws Exception {
    for (int i = 0; i < 1_050; i++) {
      slack.addChannel("C2FILLER" + i, "filler-" + i, false, false);
    }
    slack.addChannel("C3LAST", "last", false, true);

    assertThat(good().findChannel("last", names).id()).isEqualTo(new ChannelId("C3LAST"));
    assertThat(slack.calls("conversations.list")).hasSize(2);
  }

  @Test
  void goesOnWithTheSearchForAChannelWhereItFailed() throws Exception {
    for (int i = 0; i < 1_050; i++) {
      slack.addChannel("C2FILLER" + i, "filler-" + i, false, false);
    }
    slack.addChannel("C3LAST", "last", false, true);
    SlackStartup start = good();
    slack.faults().failNext("conversations.list", 1, HttpFault.slow(Duration.ZERO));
    slack.faults().failNext("conversations.list", 1, SlackFaults.tooManyRequests(1));
    assertThatThrownBy(() -> start.findChannel("last", names)).isInstanceOf(IOException.class);

    assertThat(start.findChannel("last", names).id()).isEqualTo(new ChannelId("C3LAST"));
    assertThat(slack.calls("conversations.list")).as("the first page is read once").hasSize(3);
  }

  @Test
  void keepsWhatANameMeantAndSaysWhatBecameOfTheChannel() throws Exception {
    assertThat(good().findChannel("#Reviews", names).problem()).isNull();
    assertThat(good().findChannel("reviews", names).problem()).as("as it was").isNull();
    slack.addChannel("C1REVIEWS", "renamed", false, true);
    slack.addChannel("C2REVIEWS", "reviews", false, true);

    SlackStartup.FoundChannel renamed = good().findChannel("#reviews", names);
    slack.archive("C1REVIEWS");
    SlackStartup.FoundChannel archived = good().findChannel("#reviews", names);
    slack.addChannel("C1REVIEWS", "reviews", true, false);
    SlackStartup.FoundChannel hidden = good().findChannel("#reviews", names);
    slack.addChannel("C1REVIEWS", "reviews", true, true);
    SlackStartup.FoundChannel unseen = good().findChannel("#reviews", names);

    assertThat(List.of(renamed, archived, hidden, unseen))
        .extracting(SlackStartup.FoundChannel::id)
        .containsOnly(new ChannelId("C1REVIEWS"));
    assertThat(renamed.problem()).contains("is now called #renamed");
    assertThat(archived.problem()).contains("is archived");
    assertThat(List.of(hidden, unseen))
        .extracting(SlackStartup.FoundChannel::problem)
        .allSatisfy(problem -> assertThat(problem).contains("made private or deleted"));
  }

  @Test
  void namesAChannelThatIsUnknown() {
    assertThatThrownBy(() -> good().findChannel("#nowhere", names))
        .isInstanceOf(SlackRefusedException.class)
        .hasMessageContaining("SLACK_CHANNEL")
        .hasMessageContaining("#nowhere");
  }

  @Test
  void namesTheScopeThatLookingUpANameNeeds() {
    slack.grantScopes(Set.of("chat:write"));

    assertThatThrownBy(() -> good().findChannel("reviews", names))
        .isInstanceOf(SlackRefusedException.class)
        .hasMessageContaining("channels:read");
  }

  static Stream<HttpFault> outages() {
    return Stream.of(
        HttpFault.dropBefore(),
        SlackFaults.html200(),
        SlackFaults.status(200, ""),
        SlackFaults.status(503, "<html>"),
        SlackFaults.tooManyRequests(1),
        SlackFaults.okFalse("internal_error"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageIsNoRefusal(HttpFault fault) {
    slack.faults().always(SlackFaults.ANY, fault);

    assertThatThrownBy(() -> good().identify()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> good().checkAppToken()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> good().findChannel("reviews", names)).isInstanceOf(IOException.class);
  }

  @Test
  void slackThatIsDownIsNoRefusal() {
    slack.down();

    assertThatThrownBy(() -> good().identify()).isInstanceOf(IOException.class);
  }

  private SlackStartup good() {
    return start(slack.botToken(), slack.appToken());
  }

  private SlackStartup start(String botToken, String appToken) {
    return new SlackStartup(sdk, new Secret(botToken), new Secret(appToken));
  }
}
