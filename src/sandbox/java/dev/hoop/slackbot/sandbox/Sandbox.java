package dev.hoop.slackbot.sandbox;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static dev.hoop.slackbot.sandbox.TestEnvironment.EVE;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A demo of the main job: starts both stand-ins and the real bot, acts as a few users, and prints
 * the messages and the requests that result. It ends with exit code 0, or with the error of the
 * step that failed.
 */
public final class Sandbox {

  private static final String BOB_MAIL = "bob@acme.io";

  private final TestEnvironment env;
  private final ConsolePrinter console;

  private Sandbox(TestEnvironment env, PrintStream out) {
    this.env = env;
    this.console = new ConsolePrinter(out);
  }

  public static void main(String[] args) throws IOException, InvalidSetupException {
    Path folder = Files.createTempDirectory("hoop-slack-sandbox");
    try (TestEnvironment env = TestEnvironment.open(folder)) {
      new Sandbox(env, new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws InvalidSetupException {
    console.title(
        "Hoop Slack bot: the sandbox. A Slack, a gateway and four people, all on this machine");
    console.line("Ann is in the group dba, Sue in dba and sre, Bob asks, Eve has no Hoop user.");
    env.startBot();
    aScriptIsApprovedAndRuns();
    twoGroupsMustAgree();
    accessIsRejectedWithAReason();
    theWebDecides();
    whoMayNotIsToldWhy();
    theBotRestarts();
    peopleTypeToIt();
    whatTheGatewaySaw();
  }

  private void aScriptIsApprovedAndRuns() {
    console.title("1. Bob runs hoop exec billing-db");
    RequestedSession asked =
        env.gateway()
            .exec(
                BOB_MAIL, "billing-db", "update invoices\n   set state = 'void'\n where id = 42;");
    Message card = env.card(asked.review(), "Waiting for approval");
    console.message("#hoop-reviews", card);
    console.line("Ann presses Approve.");
    env.slack().click(ANN, card, "review-approved");
    console.message("#hoop-reviews", env.card(asked.review(), "ready to run"));
    console.message("direct message to Bob", env.directMessage(BOB, "You can run it now"));
    console.line("Bob runs it.");
    env.gateway().startRun(asked.session());
    env.gateway().markExecuted(asked.session());
    env.gateway().closeSession(asked.session(), 0);
    console.headline("#hoop-reviews", env.card(asked.review(), "Executed, exit code 0"));
  }

  private void twoGroupsMustAgree() {
    console.title("2. Two groups must agree, and one click counts for one of them");
    RequestedSession asked =
        env.gateway().exec(BOB_MAIL, "orders-db", "delete from orders where id = 7;");
    Message card = env.card(asked.review(), "Waiting for approval");
    console.line("Sue, who is in both groups, presses Approve for dba.");
    press(SUE, card, "dba");
    Message half = env.card(asked.review(), "1 of 2");
    console.message("#hoop-reviews", half);
    console.line("Then she presses it for sre.");
    press(SUE, half, "sre");
    console.headline("#hoop-reviews", env.card(asked.review(), "ready to run"));
  }

  private void accessIsRejectedWithAReason() {
    console.title("3. Bob runs hoop connect bastion, and Sue rejects it");
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    Message card = env.card(asked.review(), "Waiting for approval");
    console.message("#hoop-reviews", card);
    env.slack().click(SUE, card, "review-rejected");
    View dialog = env.eventually("a dialog", () -> env.slack().openViews(SUE).stream().findFirst());
    console.line("A dialog asks Sue: " + dialog.title() + ". She writes: not without a ticket");
    env.slack().submitView(SUE, dialog, Map.of("reason", Map.of("reason", "not without a ticket")));
    console.message("#hoop-reviews", env.card(asked.review(), "Rejected"));
    console.message("direct message to Bob", env.directMessage(BOB, "not without a ticket"));
  }

  private void theWebDecides() {
    console.title("4. Access is approved in Hoop's web page, and the card follows to its end");
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    env.card(asked.review(), "Waiting for approval");
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    console.message("#hoop-reviews", env.card(asked.review(), "access open"));
    console.message("direct message to Bob", env.directMessage(BOB, "You can connect now"));
    console.line("Half an hour passes.");
    env.gateway().revokeAt(asked.review(), Instant.now().minusSeconds(1));
    console.headline("#hoop-reviews", env.card(asked.review(), "The approved time has passed"));
  }

  private void whoMayNotIsToldWhy() {
    console.title("5. Who may not decide is told why, privately");
    env.gateway().setGroups(BOB_MAIL, "dev", "dba");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", "select 1;");
    Message card = env.card(asked.review(), "Waiting for approval");
    console.line("Eve, Bob and Ann press buttons that are not theirs.");
    press(EVE, card, "dba");
    press(BOB, card, "dba");
    press(ANN, card, "sre");
    console.privately("Eve", env.toldPrivately(EVE, "not linked"));
    console.privately("Bob", env.toldPrivately(BOB, "your own request"));
    console.privately("Ann", env.toldPrivately(ANN, "not in the group"));
  }

  private void theBotRestarts() throws InvalidSetupException {
    console.title("6. The bot is restarted; meanwhile one review is decided and one is made");
    RequestedSession decided = env.gateway().exec(BOB_MAIL, "billing-db", "select 2;");
    Message waiting = env.card(decided.review(), "Waiting for approval");
    int before = env.slack().messages(CHANNEL).size();
    env.stopBot();
    env.gateway().decideOnWeb("ann@acme.io", decided.review(), "REJECTED", "asked twice");
    RequestedSession made = env.gateway().exec(BOB_MAIL, "billing-db", "select 3;");
    env.startBot();
    console.headline("#hoop-reviews", env.card(decided.review(), "Rejected"));
    console.headline("#hoop-reviews", env.card(made.review(), "Waiting for approval"));
    int posted = env.slack().messages(CHANNEL).size() - before;
    console.line(
        "Posted by the new process: "
            + posted
            + " card; the old one was updated in place, "
            + env.slack().current(waiting).versions().size()
            + " versions.");
  }

  private void peopleTypeToIt() {
    console.title("7. Eve types /hoop subscribe and links her account; Ann types /hoop pending");
    env.gateway().addUser("Eve", "", "dev");
    env.slack().slashCommand(EVE, CHANNEL, "/hoop", "subscribe");
    console.privately("Eve", env.toldPrivately(EVE, "Link your Slack account"));
    env.gateway().linkSlack("eve@acme.io", EVE);
    console.message(
        "direct message to Eve", env.directMessage(EVE, "is now linked to Hoop user Eve"));
    env.slack().slashCommand(ANN, CHANNEL, "/hoop", "pending");
    console.privately("Ann", env.toldPrivately(ANN, "for you"));
  }

  private void whatTheGatewaySaw() {
    console.title("What the gateway saw");
    List<ReceivedRequest> puts = env.gateway().puts();
    for (ReceivedRequest put : puts) {
      console.line(
          put.method() + " " + put.path() + " with the key " + put.keyName() + ": " + put.status());
    }
    for (String key : env.gateway().keyNames()) {
      console.line("key " + key + (env.gateway().isActive(key) ? ": active" : ": resting revoked"));
    }
    List<String> complaints = env.slack().complaints();
    complaints.forEach(complaint -> console.line("Slack complains: " + complaint));
    if (!complaints.isEmpty() || !env.slack().unacked().isEmpty()) {
      throw new AssertionError("Slack was not content: " + complaints);
    }
    console.line("Slack had nothing to complain about. Done.");
  }

  private void press(String user, Message card, String group) {
    for (var block : card.blocks()) {
      String id = block.path("block_id").asText();
      if (id.contains(":" + group + ":")) {
        env.slack().click(user, card, "review-approved", id);
        return;
      }
    }
    throw new AssertionError("No button for " + group + " on this card:\n" + card.words());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
