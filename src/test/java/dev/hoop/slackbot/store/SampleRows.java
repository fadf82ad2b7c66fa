package dev.hoop.slackbot.store;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Connection;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Values to fill a store with. */
public final class SampleRows {
  public static final Instant MADE = Instant.parse("2026-03-01T09:00:00.123456Z");
  static final ChannelId OPS = new ChannelId("C0OPS");
  static final ChannelId DBA = new ChannelId("C0DBA");
  static final SlackUserId ANN = new SlackUserId("U0ANN");

  private SampleRows() {}

  public static ReviewId id(String name) {
    return new ReviewId(name);
  }

  static MessageTs ts(String value) {
    return new MessageTs(value);
  }

  static ReviewSnapshot snapshot(String review, ReviewStatus status, Instant madeAt) {
    return new ReviewSnapshot(
        new Session(
            new SessionId("session of " + review),
            new Requester("sub-rob", "Rob", "rob@example.com"),
            new Connection("pg-prod", "database", "postgres"),
            Script.of("select 1"),
            SessionStatus.OPEN,
            null,
            null,
            null,
            new Review(
                id(review),
                new SessionId("session of " + review),
                ReviewType.ONETIME,
                status,
                Duration.ZERO,
                null,
                madeAt,
                List.of(new ReviewGroup("sre", status, null, null, false)),
                1,
                null,
                null,
                List.of(),
                null)),
        null,
        List.of(),
        Set.of("dba"),
        Set.of(),
        false);
  }

  /** A review that waits, seen for the first time. */
  static ReviewUpdate open(String review, ChannelId... channels) {
    return openSince(review, MADE, channels);
  }

  static ReviewUpdate openSince(String review, Instant madeAt, ChannelId... channels) {
    ReviewSnapshot snapshot = snapshot(review, ReviewStatus.PENDING, madeAt);
    return new ReviewUpdate(snapshot, Stage.OPEN, List.of(channels), null, 0, true, List.of());
  }

  static ReviewUpdate rejected(String review, ChannelId... channels) {
    ReviewSnapshot snapshot = snapshot(review, ReviewStatus.REJECTED, MADE);
    return new ReviewUpdate(snapshot, Stage.REJECTED, List.of(channels), null, 0, true, List.of());
  }

  static ReviewUpdate unchanged(ReviewUpdate entry) {
    return new ReviewUpdate(
        entry.snapshot(), entry.stage(), entry.channels(), entry.nextLook(), 0, false, List.of());
  }

  static ReviewUpdate owing(ReviewUpdate entry, OutboxMessage... owed) {
    return new ReviewUpdate(
        entry.snapshot(),
        entry.stage(),
        entry.channels(),
        entry.nextLook(),
        entry.looks(),
        entry.changed(),
        List.of(owed));
  }

  static OutboxMessage owed(String key) {
    return new OutboxMessage(
        key, new Recipient.Direct(ANN), new SlackMessage("text of " + key, "[]"));
  }

  static Click click(String key, String review) {
    return click(key, review, Verdict.reject("too \"late\"; no"), MADE);
  }

  static Click click(String key, String review, Verdict verdict, Instant at) {
    return click(key, review, ts("1.5"), verdict, at);
  }

  /** A click on the copy of a card that stands there. */
  static Click clickOn(String key, String review, String ts) {
    return click(key, review, ts(ts), Verdict.approve(), MADE);
  }

  private static Click click(
      String key, String review, MessageTs card, Verdict verdict, Instant at) {
    return new Click(
        key,
        ANN,
        "T0HOOP",
        OPS,
        card,
        id(review),
        "sre:eu",
        verdict,
        URI.create("https://hooks.example.com/a?b=c"),
        at);
  }

  static Decision decision(String group, Instant at) {
    return new Decision(group, Verdict.Kind.APPROVE, ANN, "Ann", "ann@example.com", at);
  }

  public static AuditRow auditRow(String review, String email, Instant at) {
    return new AuditRow(
        at,
        "allowed",
        id(review),
        "session of " + review,
        "pg-prod",
        ANN,
        email,
        Verdict.Kind.APPROVE,
        "sre",
        "key sre",
        "approved for sre");
  }

  static StaleCard unposted(String review, ChannelId channel, long revision) {
    return new StaleCard(id(review), channel, null, revision, 0, 0, true, false);
  }
}
