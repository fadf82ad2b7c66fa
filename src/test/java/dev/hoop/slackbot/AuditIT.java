package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an auditor does with the jar beside a bot that runs. */
@ExtendWith(TestEnvironmentExtension.class)
final class AuditIT {

  private final TestEnvironment env;
  @AutoClose private BotProcess bot;

  AuditIT(TestEnvironment env) {
    this.env = env;
  }

  @Test
  void theLogCanBeReadAndCheckedWhileTheBotRuns() {
    bot = BotProcess.start(env.environment());
    bot.prints("Connected to Slack");
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    env.slack()
        .click(ANN, env.card(asked.review(), "Waiting for approval"), "review-approved")
        .acked();
    env.card(asked.review(), "ready to run");

    String lines =
        env.eventually(
            "two audit rows of Ann's click",
            () ->
                Optional.of(
                        audit("--since", "1h", "--user", "ann@acme.io", "--review", asked.review()))
                    .filter(text -> text.lines().count() == 2));
    String verified = audit("--verify");

    assertThat(lines)
        .containsSubsequence("intent   approve", "ann@acme.io (U0ANN)  group dba")
        .containsSubsequence("allowed  approve", "connection billing-db");
    assertThat(verified).startsWith("Intact: 2 rows, ");
  }

  @Test
  void oldRowsAreRemovedAtTheStartAndTheRestStaysVerifiable() {
    try (Store store = Store.open(env.environment().get("HOOP_SLACK_DB"), Clock.systemUTC())) {
      store.clickStore().note(List.of(row("old", "2020-01-01T00:00:00Z")), List.of());
      store.clickStore().note(List.of(row("new", "2200-01-01T00:00:00Z")), List.of());
    }
    env.environment().put("HOOP_SLACK_AUDIT_KEEP", "30d");
    bot = BotProcess.start(env.environment());

    bot.prints("Removed audit rows older than 30 days: 1");

    assertThat(audit("--json")).contains("\"review\":\"new\"").doesNotContain("\"review\":\"old\"");
    assertThat(audit("--verify")).startsWith("Intact: 1 row, ").contains("begins at row 2");
  }

  /** With the one setting that an auditor needs. */
  private String audit(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "audit";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Map<String, String> environment =
        Map.of("HOOP_SLACK_DB", env.environment().get("HOOP_SLACK_DB"));
    try (BotProcess audit = BotProcess.start(environment, arguments)) {
      assertThat(audit.ends())
          .as("exit code of the audit, which said:\n" + audit.output())
          .isZero();
      return audit.output();
    }
  }

  private static AuditRow row(String review, String at) {
    return new AuditRow(
        Instant.parse(at),
        "allowed",
        new ReviewId(review),
        "",
        "",
        new SlackUserId(ANN),
        "",
        Verdict.Kind.APPROVE,
        "dba",
        "",
        "");
  }
}
