package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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

  private final TestEnvironment env;
  private final CardActions actions;

  CredentialDriftTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  private RequestedSession ask() {
    return env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
  }

  private void approve(RequestedSession asked, String group) {
    actions.approve(SUE, actions.waiting(asked), group);
    env.card(asked.review(), group + ": approved by Sue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sre", "dba,sre"})
  void aClickCountsForItsGroupAloneWhateverGroupsTheKeyWasGiven(String groups)
      throws InvalidSetupException {
    env.startBot();
    approve(ask(), "dba");
    revoked(SUE_MAIL);
    env.gateway().setKeyGroups(SUE_MAIL, groups.split(","));
    RequestedSession asked = ask();

    approve(asked, "dba");

    assertThat(env.gateway().groupStatus(asked.review(), "dba")).isEqualTo("APPROVED");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
  }

  @Test
  void aClickCountsForItsGroupAloneAfterAnOlderDatabaseWasRestored()
      throws InvalidSetupException, IOException {
    Path file = file();
    Path backup = file.resolveSibling("backup.db");
    env.startBot();
    approve(ask(), "dba");
    env.stopBot();
    Files.copy(file, backup);
    env.startBot();
    approve(ask(), "sre");
    env.stopBot();
    Files.delete(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    Files.move(backup, file);
    env.startBot();
    RequestedSession asked = ask();

    approve(asked, "dba");

    assertThat(env.gateway().groupStatus(asked.review(), "dba")).isEqualTo("APPROVED");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
  }

  private Path file() {
    return Path.of(
        Objects.requireNonNull(env.environment().get("HOOP_SLACK_DB"))
            .substring("jdbc:sqlite:".length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dba,sre", "sre", "", "revoked"})
  void aGroupKeyThatIsNotInItsGroupAloneIsNotUsedUntilItIsAgain(String groups)
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    actions.giveGroupKeys("dba", "sre");
    env.startBot();
    RequestedSession asked = ask();
    Message card = actions.waiting(asked);
    says(page, "credentials: up");
    if (groups.equals("revoked")) {
      env.gateway().revokeKey("bot-dba");
    } else {
      env.gateway().setKeyGroups("bot-dba", groups.isEmpty() ? new String[0] : groups.split(","));
    }

    actions.approve(ANN, card, "dba");

    env.toldPrivately(ANN, "operator");
    assertThat(actions.puts()).isEmpty();
    HttpResponse<String> down = says(page, "credentials: down");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("group key dba");
    assertThat(page.get("/metrics").body())
        .contains("hoop_slack_credential_fault{credential=\"group key dba\"} 1");
    assertThat(actions.audit(asked.review())).last().asString().startsWith("failed ann@acme.io");
    env.gateway().reactivateKey("bot-dba");
    env.gateway().setKeyGroups("bot-dba", "dba");
    says(page, "credentials: up");
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "dba: approved by Ann");
  }

  @Test
  void aGroupKeyThatChangesWhileNobodyClicksIsNoticedAllTheSame()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    actions.giveGroupKeys("dba");
    env.startBot();
    says(page, "credentials: up");

    env.gateway().setKeyGroups("bot-dba", "dba", "sre");

    says(page, "credentials: down");
  }

  private static HttpResponse<String> says(StatusPage page, String words) {
    return page.eventually(
        "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }

  @Test
  void aProxysNotFoundLeavesNoKeyActiveForGood() throws InvalidSetupException {
    env.startBot();
    env.gateway().failNext("DELETE /api-keys", 2, GatewayFaults.status(404, "no such upstream"));

    approve(ask(), "dba");

    revoked(SUE_MAIL);
  }

  @Test
  void aKeyReactivatedLateIsRevokedAlsoAfterARestart() throws InvalidSetupException {
    env.startBot();
    approve(ask(), "dba");
    revoked(SUE_MAIL);
    env.stopBot();
    env.startBot();

    env.gateway().reactivateKey(SUE_MAIL);

    revoked(SUE_MAIL);
  }

  @Test
  void aKeyReactivatedLateIsRevokedWhilePollsFail() throws InvalidSetupException {
    env.startBot();
    approve(ask(), "dba");
    revoked(SUE_MAIL);
    env.gateway().always("GET /sessions", GatewayFaults.status(503, "away"));

    env.gateway().reactivateKey(SUE_MAIL);

    revoked(SUE_MAIL);
  }

  private void revoked(String key) {
    env.eventually(
        "the key " + key + " revoked",
        () -> Optional.of(key).filter(name -> !env.gateway().isActive(name)));
  }

  @Test
  void aRejectionWithTheLegacyKeyNamesThePerson() throws InvalidSetupException {
    env.gateway().withoutApiKeys();
    env.environment().put("HOOP_API_KEY", env.gateway().legacyKey());
    env.startBot();
    RequestedSession asked = ask();

    actions.reject(SUE, actions.waiting(asked), "dba", "no ticket");

    String card = env.card(asked.review(), "Rejected").words();
    String told = env.directMessage(BOB, "no ticket").words();
    assertThat(card).contains("by Sue").doesNotContain("API_KEY");
    assertThat(told).contains("Sue").doesNotContain("API_KEY in Hoop");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theAdminGroupMarkedByTheLegacyKeyIsNoAlarm(boolean lost)
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.gateway().withoutApiKeys();
    env.gateway().addConnection("payroll-db", "dba", "admin");
    env.environment().put("HOOP_API_KEY", env.gateway().legacyKey());
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "payroll-db", SCRIPT);
    Message card = actions.waiting(asked);
    if (lost) {
      env.gateway().failNext("PUT /reviews", 1, HttpFault.dropAfter());
    }

    actions.reject(SUE, card, "dba", "no ticket");

    env.card(asked.review(), "Rejected");
    assertThat(env.gateway().groupStatus(asked.review(), "admin")).isEqualTo("REJECTED");
    assertThat(actions.audit(asked.review()))
        .anyMatch(row -> row.startsWith("allowed sue@acme.io REJECT dba"))
        .noneMatch(row -> row.startsWith("alarm"));
    assertThat(page.get("/metrics").body()).contains("hoop_slack_unexpected_group_marks_total 0");
  }

  @Test
  void aVerdictThatCountsForAnotherGroupInsteadIsToldAsThat() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 1");
    Message card = actions.waiting(asked);
    env.gateway()
        .failNext(
            "PUT /reviews", 1, HttpFault.raced(() -> env.gateway().setKeyGroups(SUE_MAIL, "sre")));

    actions.approve(SUE, card, "dba");

    env.toldPrivately(SUE, "Hoop counted your approval for sre and not for dba");
    assertThat(actions.audit(asked.review()))
        .contains(
            "failed sue@acme.io APPROVE dba with approver key sue@acme.io: the gateway counted it"
                + " for other groups: sre");
  }

  @Test
  void aKeyThatHoopRefusesAtTheVerdictIsTheOperatorsToMend()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 1");
    Message card = actions.waiting(asked);
    env.gateway()
        .failNext("PUT /reviews", 1, HttpFault.raced(() -> env.gateway().revokeKey(SUE_MAIL)));

    actions.approve(SUE, card, "dba");

    env.toldPrivately(SUE, "lost its access to Hoop. Tell its operator");
    assertThat(page.get("/readyz").body()).contains(SUE_MAIL);
    actions.approve(SUE, card, "dba");
    env.card(asked.review(), "1 of 2");
    assertThat(page.get("/readyz").body()).as("once it is mended").doesNotContain(SUE_MAIL);
  }

  @Test
  void aProxysAnswerAboutAKeyIsNotTakenForItsRenaming() throws InvalidSetupException {
    env.startBot();
    approve(ask(), "dba");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 2");
    Message card = actions.waiting(asked);
    env.gateway().failNext("PUT /api-keys", 1, GatewayFaults.json("{\"status\":\"maintenance\"}"));
    actions.approve(SUE, card, "dba");
    env.toldPrivately(SUE, "was not done");

    actions.approve(SUE, card, "dba");

    env.card(asked.review(), "1 of 2");
    assertThat(env.gateway().keyNames()).containsOnlyOnce(SUE_MAIL).noneMatch(k -> k.contains("("));
  }

  @Test
  void aGroupThatNobodyClickedIsSaidLoudlyThoughTheAnswerWasLost()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 1");
    Message card = actions.waiting(asked);
    env.gateway()
        .failNext(
            "PUT /reviews",
            1,
            HttpFault.racedAndLost(() -> env.gateway().setKeyGroups(SUE_MAIL, "dba", "sre")));

    actions.approve(SUE, card, "dba");

    theAuditLogHasTheAlarmOf(asked);
    assertThat(page.get("/metrics").body()).contains("hoop_slack_unexpected_group_marks_total 1");
  }

  @Test
  void theAlarmIsInTheAuditLogAlsoWhereTheStoreFailedAtThatMoment() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 1");
    Message card = actions.waiting(asked);
    env.gateway()
        .failNext(
            "PUT /reviews",
            1,
            HttpFault.raced(
                () -> {
                  env.gateway().setKeyGroups(SUE_MAIL, "dba", "sre");
                  store(
                      "create trigger full before insert on audit"
                          + " begin select raise(abort, 'no room'); end");
                }));

    actions.approve(SUE, card, "dba");

    env.card(asked.review(), "ready to run");
    store("drop trigger full");
    theAuditLogHasTheAlarmOf(asked);
  }

  private void theAuditLogHasTheAlarmOf(RequestedSession asked) {
    env.eventually(
        "the alarm in the audit log",
        () ->
            actions.audit(asked.review()).stream()
                .filter(row -> row.startsWith("alarm sue@acme.io APPROVE dba"))
                .filter(row -> row.endsWith("also marked by this credential: sre"))
                .findFirst());
  }

  private void store(String sql) {
    String file = Objects.requireNonNull(env.environment().get("HOOP_SLACK_DB"));
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 5000");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aGroupThatNobodyClickedIsSaidLoudlyAndItsKeyIsChecked()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 1");
    Message card = actions.waiting(asked);
    env.gateway()
        .failNext(
            "PUT /reviews",
            1,
            HttpFault.raced(() -> env.gateway().setKeyGroups(SUE_MAIL, "dba", "sre")));

    actions.approve(SUE, card, "dba");

    env.card(asked.review(), "ready to run");
    theAuditLogHasTheAlarmOf(asked);
    assertThat(page.get("/metrics").body()).contains("hoop_slack_unexpected_group_marks_total 1");
    RequestedSession next = env.gateway().exec(BOB_MAIL, "orders-db", "select 2");
    actions.approve(SUE, actions.waiting(next), "dba");
    assertThat(env.card(next.review(), "1 of 2").words()).contains("sre: not decided yet");
    String key = "/api-keys/";
    assertThat(env.gateway().requests().stream().map(seen -> seen.method() + " " + seen.path()))
        .as("what the key was asked before it was used again")
        .anyMatch(
            request -> request.startsWith("GET " + key) || request.contains("GET /api" + key));
  }
}
