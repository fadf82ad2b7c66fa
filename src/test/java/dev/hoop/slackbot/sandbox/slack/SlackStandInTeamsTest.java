package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stand-in says of workspaces and organisations. */
@Timeout(10)
final class SlackStandInTeamsTest {

  private static final String HOME = "T0001ABCD";
  private static final String BLOCKS =
      "[{\"type\":\"actions\",\"block_id\":\"b\",\"elements\":[{\"type\":\"button\","
          + "\"action_id\":\"ok\",\"value\":\"v\",\"text\":{\"type\":\"plain_text\","
          + "\"text\":\"OK\"}}]}]";
  private static final String VIEW =
      "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"Why\"},\"blocks\":[]}";

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
  void aWorkspaceOfItsOwnHasNoOrganisation() throws Exception {
    AuthTestResponse answer = bot.authTest(r -> r);
    JsonNode click = clickOf("U1");
    JsonNode command = commandOf("U1");
    JsonNode mention = mentionOf("U1");

    assertThat(answer.getTeamId()).isEqualTo(HOME);
    assertThat(answer.getEnterpriseId()).isNull();
    assertThat(click.path("enterprise").isNull()).isTrue();
    assertThat(click.path("team").has("enterprise_id")).isFalse();
    assertThat(command.has("enterprise_id")).isFalse();
    assertThat(mention.path("event").has("user_team")).isFalse();
    assertThat(mention.path("is_ext_shared_channel").asBoolean()).isFalse();
  }

  @Test
  void authTestTellsTheOrganisationOfAWorkspace() throws Exception {
    slack.joinGrid(EnterpriseGrid.ofWorkspace("E1", "Acme Group"));

    AuthTestResponse answer = bot.authTest(r -> r);

    assertThat(answer.getTeamId()).isEqualTo(HOME);
    assertThat(answer.getEnterpriseId()).isEqualTo("E1");
    assertThat(answer.isEnterpriseInstall()).isFalse();
  }

  @Test
  void authTestTellsThatTheInstallationIsOrgWide() throws Exception {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));

    AuthTestResponse answer = bot.authTest(r -> r);

    assertThat(answer.getEnterpriseId()).isEqualTo("E1");
    assertThat(answer.isEnterpriseInstall()).isTrue();
  }

  @Test
  void anOrgWideBotMustNameTheWorkspaceToListChannels() throws Exception {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));

    assertThat(bot.conversationsList(r -> r).getError()).isEqualTo("missing_argument");
    assertThat(bot.conversationsList(r -> r.teamId(HOME)).getChannels()).hasSize(1);
  }

  @Test
  void anOrgWideBotMustGiveTheIdOfAChannel() throws Exception {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));

    assertThat(bot.chatPostMessage(r -> r.channel("#reviews").text("x")).getError())
        .isEqualTo("team_not_found");
    assertThat(bot.chatPostMessage(r -> r.channel("C1").text("x")).isOk()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"T0LABS", "E1"})
  void aClickInTheGridNamesTheTeamSlackCountsThePersonTo(String team) throws Exception {
    slack.joinGrid(EnterpriseGrid.ofWorkspace("E1", "Acme Group"));
    slack.addGridUser("W1", "wim", "wim@example.com", team);

    JsonNode click = clickOf("W1");

    assertThat(click.at("/user/team_id").asText()).isEqualTo(team);
    assertThat(click.at("/user/id").asText()).isEqualTo("W1");
    assertThat(click.at("/team/id").asText()).isEqualTo(HOME);
    assertThat(click.at("/team/enterprise_id").asText()).isEqualTo("E1");
    assertThat(click.at("/enterprise/id").asText()).isEqualTo("E1");
    assertThat(click.path("is_enterprise_install").asBoolean()).isFalse();
  }

  @Test
  void aClickHasNoTeamWhenTheInstallationIsOrgWide() throws Exception {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));

    JsonNode click = clickOf("U1");

    assertThat(click.path("team").isNull()).isTrue();
    assertThat(click.at("/enterprise/name").asText()).isEqualTo("Acme Group");
    assertThat(click.at("/user/team_id").asText()).isEqualTo(HOME);
    assertThat(click.path("is_enterprise_install").asBoolean()).isTrue();
    assertThat(click.path("response_url").asText()).contains("/actions/E1/");
  }

  @Test
  void aSubmissionInTheGridNamesThePersonsAndTheInstalledTeam() throws Exception {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));
    slack.addGridUser("W1", "wim", null, "T0LABS");

    JsonNode submission = submissionOf("W1");

    assertThat(submission.path("team").isNull()).isTrue();
    assertThat(submission.at("/enterprise/id").asText()).isEqualTo("E1");
    assertThat(submission.at("/user/team_id").asText()).isEqualTo("T0LABS");
    assertThat(submission.at("/view/team_id").asText()).isEqualTo("T0LABS");
    assertThat(submission.at("/view/app_installed_team_id").asText()).isEqualTo(HOME);
  }

  @Test
  void aCommandInTheGridNamesTheWorkspaceItWasTypedIn() {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));
    slack.addGridUser("W1", "wim", null, "E1");

    JsonNode here = commandOf("W1");
    JsonNode there = slack.slashCommand("W1", "C1", "/hoop", "whoami", "T0LABS").payload();

    assertThat(here.path("team_id").asText()).isEqualTo(HOME);
    assertThat(there.path("team_id").asText()).isEqualTo("T0LABS");
    assertThat(there.path("enterprise_id").asText()).isEqualTo("E1");
    assertThat(there.path("is_enterprise_install").asText()).isEqualTo("true");
  }

  @Test
  void aMentionInTheGridNamesTheAuthorsWorkspaceAndIsInternal() {
    slack.joinGrid(EnterpriseGrid.orgWide("E1", "Acme Group"));
    slack.addGridUser("W1", "wim", null, "T0LABS");

    JsonNode mention = mentionOf("W1");

    assertThat(mention.path("enterprise_id").asText()).isEqualTo("E1");
    assertThat(mention.path("is_ext_shared_channel").asBoolean()).isFalse();
    assertThat(mention.at("/event/user_team").asText()).isEqualTo("T0LABS");
    assertThat(mention.at("/authorizations/0/team_id").isNull()).isTrue();
    assertThat(mention.at("/authorizations/0/enterprise_id").asText()).isEqualTo("E1");
    assertThat(mention.at("/authorizations/0/is_enterprise_install").asBoolean()).isTrue();
  }

  @Test
  void aProfileInTheGridNamesTheOrganisation() throws Exception {
    slack.joinGrid(EnterpriseGrid.ofWorkspace("E1", "Acme Group"));
    slack.addGridUser("W1", "wim", null, "T0LABS");
    slack.grantScopes(Set.of("users:read"));

    assertThat(bot.usersInfo(r -> r.user("W1")).getUser().getEnterpriseUser().getEnterpriseId())
        .isEqualTo("E1");
  }

  @Test
  void twoPeopleWhoseIdsDifferInTheFirstLetterHaveTwoChannels() throws Exception {
    slack.joinGrid(EnterpriseGrid.ofWorkspace("E1", "Acme Group"));
    slack.addGridUser("W1", "wim", null, HOME);

    bot.chatPostMessage(r -> r.channel("W1").text("for W"));

    assertThat(slack.directMessages("W1")).hasSize(1);
    assertThat(slack.directMessages("U1")).isEmpty();
  }

  @Test
  void nobodyIsOfAnOrganisationThatIsNotThere() {
    assertThatThrownBy(() -> slack.addGridUser("W1", "wim", null, "T0LABS"))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource({",T0FAR", "E0FAR,E0FAR"})
  void aMentionFromOutsideNamesTheAuthorsTeamInTheEvent(@Nullable String enterprise, String said) {
    addForeigner(enterprise);

    JsonNode mention = mentionOf("U9");

    assertThat(mention.path("team_id").asText()).isEqualTo(HOME);
    assertThat(mention.path("context_team_id").asText()).isEqualTo(HOME);
    assertThat(mention.path("is_ext_shared_channel").asBoolean()).isTrue();
    assertThat(mention.at("/event/team").asText()).isEqualTo(HOME);
    assertThat(mention.at("/event/user_team").asText()).isEqualTo(said);
    assertThat(mention.at("/event/source_team").asText()).isEqualTo(said);
    assertThat(mention.at("/authorizations/0/team_id").asText()).isEqualTo(HOME);
  }

  @Test
  void aMentionFromOutsideMayNameTheAuthorsTeamAlone() {
    addForeigner(null);
    slack.sendAuthorsTeamAsTeam(true);

    JsonNode mention = mentionOf("U9");

    assertThat(mention.path("team_id").asText()).isEqualTo("T0FAR");
    assertThat(mention.path("context_team_id").asText()).isEqualTo(HOME);
    assertThat(mention.at("/event/team").asText()).isEqualTo("T0FAR");
    assertThat(mention.path("event").has("user_team")).isFalse();
    assertThat(mention.at("/authorizations/0/team_id").asText()).isEqualTo(HOME);
  }

  @Test
  void aClickFromOutsideNamesTheInstallationAndThePersonsTeam() throws Exception {
    addForeigner("E0FAR");

    JsonNode click = clickOf("U9");

    assertThat(click.at("/team/id").asText()).isEqualTo(HOME);
    assertThat(click.at("/user/team_id").asText()).isEqualTo("T0FAR");
    assertThat(click.path("enterprise").isNull()).isTrue();
  }

  @Test
  void aSubmissionFromOutsideNamesThePersonsTeamAndOrganisation() throws Exception {
    addForeigner("E0FAR");

    JsonNode submission = submissionOf("U9");

    assertThat(submission.at("/team/id").asText()).isEqualTo("T0FAR");
    assertThat(submission.at("/enterprise/id").asText()).isEqualTo("E0FAR");
    assertThat(submission.at("/view/team_id").asText()).isEqualTo("T0FAR");
    assertThat(submission.at("/view/app_installed_team_id").asText()).isEqualTo(HOME);
  }

  @Test
  void aCommandFromOutsideNamesThePersonsTeam() {
    addForeigner("E0FAR");

    JsonNode command = commandOf("U9");

    assertThat(command.path("team_id").asText()).isEqualTo("T0FAR");
    assertThat(command.path("enterprise_id").asText()).isEqualTo("E0FAR");
  }

  private void addForeigner(@Nullable String enterprise) {
    if (enterprise == null) {
      slack.addForeignUser("U9", "far", "T0FAR");
    } else {
      slack.addForeignUser("U9", "far", "T0FAR", enterprise);
    }
  }

  private JsonNode clickOf(String user) throws IOException, SlackApiException {
    bot.chatPostMessage(r -> r.channel("C1").text("hi").blocksAsString(BLOCKS));
    List<Message> all = slack.messages("C1");
    return slack.click(user, all.get(all.size() - 1), "ok").payload();
  }

  private JsonNode submissionOf(String user) throws IOException, SlackApiException {
    String trigger = clickOf(user).path("trigger_id").asText();
    assertThat(bot.viewsOpen(r -> r.triggerId(trigger).viewAsString(VIEW)).getError()).isNull();
    return slack.submitView(user, slack.openViews(user).get(0), Map.of()).payload();
  }

  private JsonNode commandOf(String user) {
    return slack.slashCommand(user, "C1", "/hoop", "whoami").payload();
  }

  private JsonNode mentionOf(String user) {
    return slack.mention(user, "C1", "whoami").payload();
  }
}
