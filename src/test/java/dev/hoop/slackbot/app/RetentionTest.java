package dev.hoop.slackbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.Store;
import dev.hoop.slackbot.store.audit.AuditTrail;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration TEN_DAYS = Duration.ofDays(10);

  @TempDir private Path folder;

  private final ScheduledExecutorService timer = Threads.timer("retention");
  private Store store;
  private volatile boolean heard = true;

  @BeforeEach
  void openAStoreWithSomethingOld() {
    store = Store.open(url(), Clock.fixed(WRITTEN, ZoneOffset.UTC));
    store
        .messages()
        .enqueue(
            new OutboxMessage(
                "k", new Recipient.Direct(new SlackUserId("U0ANN")), new SlackMessage("x", "[]")));
    store
        .messages()
        .due(WRITTEN)
        .forEach(
            message ->
                store.messages().delivered(message, new ChannelId("D0ANN"), new MessageTs("1.1")));
    store
        .clickStore()
        .note(
            List.of(
                new AuditRow(
                    WRITTEN,
                    "allowed",
                    new ReviewId("r1"),
                    "",
                    "",
                    new SlackUserId("U0ANN"),
                    "",
                    Verdict.Kind.APPROVE,
                    "dba",
                    "",
                    "")),
            List.of());
  }

  @AfterEach
  void close() throws InterruptedException {
    Threads.end(timer, Duration.ofSeconds(2), Duration.ZERO);
    store.close();
  }

  @Test
  void forgetsAtTheStartWhatWasKeptLongEnough() throws Exception {
    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(11)).start();

    // The one thread of the timer comes to this when it has done the other.
    timer.schedule(() -> {}, 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
    assertThat(messages()).as("paid messages").isZero();
    assertThat(auditRows()).as("audit rows").isZero();
  }

  @Test
  void comesBackEveryDay() throws Exception {
    retention(TEN_DAYS, TEN_DAYS, Duration.ZERO).start();

    timer.schedule(() -> {}, 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
    assertThat(timer.shutdownNow())
        .as("what is still to run")
        .singleElement()
        .isInstanceOfSatisfying(
            Delayed.class,
            next -> assertThat(next.getDelay(TimeUnit.MINUTES)).isBetween(23 * 60L, 24 * 60L));
  }

  @Test
  void keepsWhatIsYounger() throws SQLException {
    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(9)).run();

    assertThat(messages()).as("paid messages").isEqualTo(1);
    assertThat(auditRows()).as("audit rows").isEqualTo(1);
  }

  @Test
  void keepsAuditRowsLongerThanTheRestAndForEverUnlessTold() throws SQLException {
    retention(TEN_DAYS, null, Duration.ofDays(5_000)).run();

    assertThat(messages()).as("paid messages").isZero();
    assertThat(auditRows()).as("audit rows").isEqualTo(1);
  }

  @Test
  void keepsTheRestForEverWhenToldTo() throws SQLException {
    retention(null, TEN_DAYS, Duration.ofDays(5_000)).run();

    assertThat(messages()).as("paid messages").isEqualTo(1);
    assertThat(auditRows()).as("audit rows").isZero();
  }

  @Test
  void leavesTheBotAloneWhenTheStoreFails() {
    store.close();

    assertThatCode(() -> retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(11)).run())
        .doesNotThrowAnyException();
  }

  @Test
  void removesNothingThatIsOldByOneOfTheTwoClocksAlone() throws SQLException {
    retention(TEN_DAYS, TEN_DAYS, at(Duration.ofDays(11)), at(Duration.ofDays(1))).run();
    retention(TEN_DAYS, TEN_DAYS, at(Duration.ofDays(1)), at(Duration.ofDays(11))).run();

    assertThat(messages()).as("paid messages").isEqualTo(1);
    assertThat(auditRows()).as("audit rows").isEqualTo(1);
  }

  @Test
  void removesNothingForADayAfterTheClockHasJumped() throws SQLException {
    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(1)).run();

    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(400)).run();
    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(400).plusHours(5)).run();

    assertThat(messages()).as("paid messages").isEqualTo(1);
    assertThat(auditRows()).as("audit rows").isEqualTo(1);
    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(401)).run();
    assertThat(messages()).as("paid messages a day later").isZero();
    assertThat(auditRows()).as("audit rows a day later").isZero();
  }

  @Test
  void removesNothingBeforeTheGatewayHasToldTheTime() throws Exception {
    heard = false;
    retention(TEN_DAYS, TEN_DAYS, Duration.ofDays(11)).start();

    timer.schedule(() -> {}, 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
    assertThat(messages()).as("paid messages").isEqualTo(1);
    assertThat(timer.shutdownNow())
        .as("what is still to run")
        .singleElement()
        .isInstanceOfSatisfying(
            Delayed.class,
            next -> assertThat(next.getDelay(TimeUnit.SECONDS)).isLessThanOrEqualTo(60));
  }

  private Retention retention(
      @Nullable Duration keep, @Nullable Duration auditKeep, Duration later) {
    return retention(keep, auditKeep, at(later), at(later));
  }

  private Retention retention(
      @Nullable Duration keep, @Nullable Duration auditKeep, Clock own, Clock gateway) {
    return new Retention(store, keep, auditKeep, own, gateway, () -> heard, timer);
  }

  private static Clock at(Duration later) {
    return Clock.fixed(WRITTEN.plus(later), ZoneOffset.UTC);
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("bot.db");
  }

  private int auditRows() {
    List<AuditTrail.Line> lines = new ArrayList<>();
    try (AuditTrail trail = AuditTrail.open(url())) {
      trail.read(new AuditTrail.Filter(Instant.EPOCH, null, null), lines::add);
    }
    return lines.size();
  }

  private int messages() throws SQLException {
    try (Connection raw = DriverManager.getConnection(url());
        Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from owed")) {
      return rows.getInt(1);
    }
  }
}
