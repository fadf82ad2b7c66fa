package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clicks do after somebody or something changed the bot's keys in Hoop. */
@ExtendWith(TestEnvironmentExtension.class)
final class CredentialDriftTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SUE_MAIL = "sue@acme.io";
  private static final String SCRIPT = "select 1;";

  private final TestEnvironment town;
  private final CardActions hands;

  CredentialDriftTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  private RequestedSession ask() {
    return town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
  }

  private void approve(RequestedSession asked, String group) {
    hands.approve(SUE, hands.waiting(asked), group);
    town.card(asked.review(), group + ": approved by Sue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sre", "dba,sre"})
  void aClickCountsForItsGroupAloneWhateverGroupsTheKeyWasGiven(String groups)
      throws InvalidSetupException {
    town.startBot();
    approve(ask(), "dba");
    revoked(SUE_MAIL);
    town.gateway().setKeyGroups(SUE_MAIL, groups.split(","));
    RequestedSession asked = ask();

    approve(asked, "dba");

    assertThat(town.gateway().groupStatus(asked.review(), "dba")).isEqualTo("APPROVED");
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
  }

  @Test
  void aClickCountsForItsGroupAloneAfterAnOlderDatabaseWasRestored()
      throws InvalidSetupException, IOException {
    Path file = file();
    Path backup = file.resolveSibling("backup.db");
    town.startBot();
    approve(ask(), "dba");
    town.stopBot();
    Files.copy(file, backup);
    town.startBot();
    approve(ask(), "sre");
    town.stopBot();
    Files.delete(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    Files.move(backup, file);
    town.startBot();
    RequestedSession asked = ask();

    approve(asked, "dba");

    assertThat(town.gateway().groupStatus(asked.review(), "dba")).isEqualTo("APPROVED");
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
  }

  private Path file() {
    return Path.of(
        Objects.requireNonNull(town.environment().get("HOOP_SLACK_DB"))
            .substring("jdbc:sqlite:".length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dba,sre", "sre", "", "revoked"})
  void aGroupKeyThatIsNotInItsGroupAloneIsNotUsedUntilItIsAgain(String groups)
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    hands.giveGroupKeys("dba", "sre");
    town.startBot();
    RequestedSession asked = ask();
    Message card = hands.waiting(asked);
    says(page, "credentials: up");
    if (groups.equals("revoked")) {
      town.gateway().revokeKey("bot-dba");
    } else {
      town.gateway().setKeyGroups("bot-dba", groups.isEmpty() ? new String[0] : groups.split(","));
    }

    hands.approve(ANN, card, "dba");

    town.toldPrivately(ANN, "operator");
    assertThat(hands.puts()).isEmpty();
    HttpResponse<String> down = says(page, "credentials: down");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("group key dba");
    assertThat(page.get("/metrics").body())
        .contains("hoop_slack_credential_fault{credential=\"group key dba\"} 1");
    assertThat(hands.audit(asked.review())).last().asString().startsWith("failed ann@acme.io");
    town.gateway().reactivateKey("bot-dba");
    town.gateway().setKeyGroups("bot-dba", "dba");
    says(page, "credentials: up");
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "dba: approved by Ann");
  }

  @Test
  void aGroupKeyThatChangesWhileNobodyClicksIsNoticedAllTheSame()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    hands.giveGroupKeys("dba");
    town.startBot();
    says(page, "credentials: up");

    town.gateway().setKeyGroups("bot-dba", "dba", "sre");

    says(page, "credentials: down");
  }

  private static HttpResponse<String> says(StatusPage page, String words) {
    return page.eventually(
        "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }

  @Test
  void aProxysNotFoundLeavesNoKeyActiveForGood() throws InvalidSetupException {
    town.startBot();
    town.gateway().failNext("DELETE /api-keys", 2, GatewayFault.status(404, "no such upstream"));

    approve(ask(), "dba");

    revoked(SUE_MAIL);
  }

  @Test
  void aKeyReactivatedLateIsRevokedAlsoAfterARestart() throws InvalidSetupException {
    town.startBot();
    approve(ask(), "dba");
    revoked(SUE_MAIL);
    town.stopBot();
    town.startBot();

    town.gateway().reactivateKey(SUE_MAIL);

    revoked(SUE_MAIL);
  }

  @Test
  void aKeyReactivatedLateIsRevokedWhilePollsFail() throws InvalidSetupException {
    town.startBot();
    approve(ask(), "dba");
    revoked(SUE_MAIL);
    town.gateway().always("GET /sessions", GatewayFault.status(503, "away"));

    town.gateway().reactivateKey(SUE_MAIL);

    revoked(SUE_MAIL);
  }

  private void revoked(String key) {
    town.eventually(
        "the key " + key + " revoked",
        () -> Optional.of(key).filter(name -> !town.gateway().isActive(name)));
  }

  @Test
  void aRejectionWithTheLegacyKeyNamesThePerson() throws InvalidSetupException {
    town.gateway().withoutApiKeys();
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();
    RequestedSession asked = ask();

    hands.reject(SUE, hands.waiting(asked), "dba", "no ticket");

    String card = town.card(asked.review(), "Rejected").words();
    String told = town.directMessage(BOB, "no ticket").words();
    assertThat(card).contains("by Sue").doesNotContain("API_KEY");
    assertThat(told).contains("Sue").doesNotContain("API_KEY in Hoop");
  }

  @Test
  void aGroupThatNobodyClickedAndHoopCountedAllTheSameIsSaidLoudlyAndTheKeyIsCheckedFirst()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", "select 1");
    Message card = hands.waiting(asked);
    town.gateway()
        .failNext(
            "PUT /reviews",
            1,
            GatewayFault.raced(() -> town.gateway().setKeyGroups(SUE_MAIL, "dba", "sre")));

    hands.approve(SUE, card, "dba");

    town.card(asked.review(), "ready to run");
    town.eventually(
        "the alarm in the audit log",
        () ->
            hands.audit(asked.review()).stream()
                .filter(row -> row.startsWith("alarm sue@acme.io APPROVE dba"))
                .filter(row -> row.endsWith("also marked by this credential: sre"))
                .findFirst());
    assertThat(page.get("/metrics").body()).contains("hoop_slack_unexpected_group_marks_total 1");
    RequestedSession next = town.gateway().exec(BOB_MAIL, "orders-db", "select 2");
    hands.approve(SUE, hands.waiting(next), "dba");
    assertThat(town.card(next.review(), "1 of 2").words()).contains("sre: not decided yet");
    String key = "/api-keys/";
    assertThat(town.gateway().requests().stream().map(seen -> seen.method() + " " + seen.path()))
        .as("what the key was asked before it was used again")
        .anyMatch(
            request -> request.startsWith("GET " + key) || request.contains("GET /api" + key));
  }
}
