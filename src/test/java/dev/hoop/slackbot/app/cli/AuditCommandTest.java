package dev.hoop.slackbot.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bot's store is open all the while, as it is in production. */
final class AuditCommandTest {

  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int BROKEN = 1;
  private static final int FAULTY = 2;

  @TempDir private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private Store store;

  @BeforeEach
  void openTheStore() {
    store = Store.open(url(), CLOCK);
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  @Test
  void printsALineForEachRow() {
    append(row("r1", "ann@example.com", NOW.minusSeconds(60), "approved for dba"));
    store
        .clickStore()
        .note(
            List.of(
                new AuditRow(
                    NOW,
                    "refused",
                    new ReviewId("r2"),
                    "",
                    "",
                    new SlackUserId("U0EVE"),
                    "",
                    Verdict.Kind.FORCE_APPROVE,
                    "sre",
                    "",
                    "no Hoop user carries this Slack id")),
            List.of());

    int code = audit();

    assertThat(code).isZero();
    assertThat(output())
        .isEqualTo(
            """
                1  2026-03-10 11:59:00Z  allowed  approve        ann@example.com (U0ANN)  group dba  review r1  connection billing-db  credential "key of dba"  outcome: approved for dba
                2  2026-03-10 12:00:00Z  refused  force-approve  no Hoop user (U0EVE)  group sre  review r2  outcome: no Hoop user carries this Slack id
            """);
    assertThat(complaints()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "--since, 7d, r2 r3",
    "--since, PT12H, r3",
    "--since, 2026-03-05, r2 r3",
    "--since, 2026-03-10T12:00:00Z, r3",
    "--since, 999999999d, r1 r2 r3",
    "--review, r2, r2",
    "--user, JÖRG@example.com, r3",
  })
  void printsOnlyWhatMatches(String option, String value, String reviews) {
    append(row("r1", "ann@example.com", NOW.minus(Duration.ofDays(30)), ""));
    append(row("r2", "ann@example.com", NOW.minus(Duration.ofDays(2)), ""));
    append(row("r3", "jörg@example.com", NOW, ""));

    int code = audit("--json", option, value);

    assertThat(code).isZero();
    assertThat(output().lines().map(line -> json(line).path("review").asText()))
        .as("reviews of the rows printed")
        .containsExactly(reviews.split(" "));
  }

  @Test
  void printsJsonThatHoldsEverythingThatWasWritten() {
    String outcome = "line\nquote \" \u001b[31m 🙂 \u202e";
    append(row("r1", "ann@example.com", NOW, outcome));

    int code = audit("--json");

    assertThat(code).isZero();
    assertThat(output()).matches("[ -~]+\\R");
    JsonNode row = json(output());
    assertThat(row.path("outcome").asText()).isEqualTo(outcome);
    assertThat(row.path("at").asText()).isEqualTo("2026-03-10T12:00:00Z");
    assertThat(row.path("hash").asText()).hasSize(64);
    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly(
            "seq",
            "at",
            "step",
            "slack_user",
            "email",
            "verdict",
            "group",
            "review",
            "session",
            "connection",
            "credential",
            "outcome",
            "hash");
  }

  @Test
  void showsControlCharactersInsteadOfObeyingThem() {
    append(row("r1", "a\u001b]0;pwned\u0007@example.com", NOW, "x\r\n\u009b2J\u202e\u2028y"));

    int code = audit();

    assertThat(code).isZero();
    assertThat(output())
        .hasLineCount(1)
        .contains(
            "\"a\\u{1b}]0;pwned\\u{7}@example.com\"", "x\\u{d}\\u{a}\\u{9b}2J\\u{202e}\\u{2028}y")
        .doesNotContain("\u001b", "\u0007", "\r", "\u009b", "\u202e", "\u2028");
  }

  @Test
  void letsNoNamePassForAnotherColumn() {
    append(row("r1", "ann@example.com  group \"sre\"", NOW, ""));

    assertThat(audit()).isZero();
    assertThat(output()).contains("\"ann@example.com  group \\\"sre\\\"\" (U0ANN)  group dba");
  }

  @Test
  void saysWhenThereIsNothing() {
    assertThat(audit()).isZero();
    assertThat(audit("--since", "7d")).isZero();

    assertThat(output().lines())
        .containsExactly("The audit log has no rows yet.", "No audit row matches.");
  }

  @Test
  void printsNothingThatIsNoJsonWhereJsonIsExpected() {
    assertThat(audit("--json")).isZero();

    assertThat(output()).isEmpty();
    assertThat(complaints()).contains("no rows yet");
  }

  @Test
  void findsAnUntouchedLogIntact() {
    append(row("r1", "ann@example.com", NOW, ""));
    append(row("r2", "ann@example.com", NOW, ""));

    assertThat(audit("--verify")).isZero();
    assertThat(output()).matches("Intact: 2 rows, .*; head [0-9a-f]{64}\\R");
  }

  @Test
  void saysFromWhichRowOnALogIsIntactWhoseOldRowsWereRemoved() {
    append(row("r1", "ann@example.com", NOW.minusSeconds(9), ""));
    append(row("r2", "ann@example.com", NOW, ""));
    store.pruneAudit(NOW);

    assertThat(audit("--verify")).isZero();
    assertThat(output()).startsWith("Intact: 1 row, ").contains("The log begins at row 2");
    assertThat(audit("--verify", "--json")).isZero();
    assertThat(json(output().lines().reduce((one, next) -> next).orElse("")).path("from").asLong())
        .isEqualTo(2);
  }

  @Test
  void saysWhereALogIsBroken() throws SQLException {
    append(row("r1", "ann@example.com", NOW, ""));
    append(row("r2", "ann@example.com", NOW, ""));
    tamper("drop trigger audit_no_update", "update audit set email = 'x@y' where seq = 2");

    assertThat(audit("--verify")).isEqualTo(BROKEN);
    assertThat(output()).isEqualToIgnoringNewLines("Broken at row 2: the row was changed");
    printed.reset();
    assertThat(audit("--verify", "--json")).isEqualTo(BROKEN);
    assertThat(json(output()).path("intact").asBoolean(true)).isFalse();
  }

  @Test
  void saysWhichRowCannotBeReadAnyMore() throws SQLException {
    append(row("r1", "ann@example.com", NOW, ""));
    tamper("drop trigger audit_no_update", "update audit set verdict = 'MAYBE'");

    assertThat(audit()).isEqualTo(FAULTY);
    assertThat(complaints()).contains("row 1 of the audit log is not as the bot wrote it");
  }

  static Stream<Arguments> faulty() {
    return Stream.of(
        arguments("--frob", "--frob: is no option of audit; write --since, --review"),
        arguments("--json=yes", "--json=yes: is no option of audit"),
        arguments("r1", "r1: is no option of audit"),
        arguments("a\u001b[2J", "a\\u{1b}[2J: is no option of audit"),
        arguments("--since", "--since: needs a value; write 7d"),
        arguments("--since --json", "--since: needs a value; write 7d"),
        arguments("--since=", "--since: needs a value; write 7d"),
        arguments("--since yesterday", "--since: yesterday is no time; write 7d, PT12H, 2026-"),
        arguments("--since 2026-03-01T09:00", "--since: 2026-03-01T09:00 is no time"),
        arguments("--since 2026-03-11", "--since: 2026-03-11T00:00:00Z is yet to come"),
        arguments("--review=", "--review: needs a value; write a review's id"),
        arguments("--user ann", "--user: ann is no e-mail address"),
        arguments("--json --json", "--json: is given twice; keep one"),
        arguments("--verify --since 7d", "--verify: checks the whole log; leave --since"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faulty")
  void everyFaultNamesTheOptionAndTheRemedy(String arguments, String said) {
    assertThat(audit(arguments.split(" "))).isEqualTo(FAULTY);

    assertThat(complaints().lines()).singleElement().asString().startsWith(said);
    assertThat(output()).isEmpty();
  }

  @Test
  void allFaultsAreSaidAtOnce() {
    assertThat(audit("--since", "x", "--user", "y", "--frob")).isEqualTo(FAULTY);

    assertThat(complaints().lines()).hasSize(3);
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        arguments("jdbc:sqlite:/nowhere/missing.db", "/nowhere/missing.db does not exist"),
        arguments("jdbc:postgresql://u:secret@db/hoop", "PostgreSQL is not supported yet"),
        arguments("nonsense", "HOOP_SLACK_DB names no file"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("unreadable")
  void aStoreThatCannotBeReadIsSaidInASentence(String url, String said) {
    int code = run(Map.of("HOOP_SLACK_DB", url));

    assertThat(code).isEqualTo(FAULTY);
    assertThat(complaints()).hasLineCount(1).contains(said).doesNotContain("secret");
  }

  @Test
  void aFileOfANewerReleaseIsSaidInASentence() throws SQLException {
    tamper("insert into schema_version (version, applied_at) values (99, 0)");

    assertThat(audit("--verify")).isEqualTo(FAULTY);
    assertThat(complaints()).hasLineCount(1).contains("was written by a newer release");
  }

  @Test
  void outputThatGetsLostIsNoSuccess() {
    append(row("r1", "ann@example.com", NOW, ""));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };

    int code =
        AuditCommand.run(
            List.of(), Map.of("HOOP_SLACK_DB", url()), CLOCK, utf8(full), utf8(complaints));

    assertThat(code).isEqualTo(FAULTY);
    assertThat(complaints()).contains("could not be written to its end");
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("bot.db");
  }

  private void append(AuditRow row) {
    store.clickStore().note(List.of(row), List.of());
  }

  private static AuditRow row(String review, String email, Instant at, String outcome) {
    return new AuditRow(
        at,
        "allowed",
        new ReviewId(review),
        "session",
        "billing-db",
        new SlackUserId("U0ANN"),
        email,
        Verdict.Kind.APPROVE,
        "dba",
        "key of dba",
        outcome);
  }

  private void tamper(String... statements) throws SQLException {
    try (Connection raw = DriverManager.getConnection(url());
        Statement statement = raw.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private int audit(String... arguments) {
    return run(Map.of("HOOP_SLACK_DB", url()), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return AuditCommand.run(
        List.of(arguments), environment, CLOCK, utf8(printed), utf8(complaints));
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String complaints() {
    return complaints.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
