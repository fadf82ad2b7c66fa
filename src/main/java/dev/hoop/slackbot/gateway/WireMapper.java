package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.gateway.Wire.AiWire;
import dev.hoop.slackbot.gateway.Wire.DeciderWire;
import dev.hoop.slackbot.gateway.Wire.GroupWire;
import dev.hoop.slackbot.gateway.Wire.ReviewWire;
import dev.hoop.slackbot.gateway.Wire.SessionWire;
import dev.hoop.slackbot.gateway.Wire.TimeWindowWire;
import dev.hoop.slackbot.gateway.Wire.UserWire;
import dev.hoop.slackbot.review.AiAnalysis;
import dev.hoop.slackbot.review.Connection;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.sync.PendingReview;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps the gateway's JSON to the field's types. What the API calls owner becomes the requester. */
public final class WireMapper {

  /** The gateway takes no seconds. */
  private static final DateTimeFormatter HOUR_AND_MINUTE = DateTimeFormatter.ofPattern("HH:mm");

  private WireMapper() {}

  /**
   * A session with its review; empty where there is no session, or one without a review.
   *
   * @param policy what the connection adds where the review itself does not say
   */
  static Optional<Session> session(@Nullable SessionWire wire, ConnectionPolicy policy) {
    return wire == null ? Optional.empty() : session(wire, Script.of(script(wire)), policy);
  }

  private static Optional<Session> session(
      SessionWire wire, Script script, ConnectionPolicy policy) {
    ReviewWire review = wire.review();
    if (wire.id() == null || review == null || review.id() == null) {
      return Optional.empty();
    }
    SessionId id = new SessionId(wire.id());
    return Optional.of(
        new Session(
            id,
            new Requester(text(wire.userId()), text(wire.userName()), text(wire.user())),
            new Connection(
                text(wire.connection()), text(wire.type()), text(wire.connectionSubtype())),
            script,
            SessionStatus.of(text(wire.status())),
            wire.exitCode(),
            wire.endDate(),
            ai(wire.aiAnalysis()),
            review(review, id, policy)));
  }

  /** The whole script; empty where there is none. */
  static String script(@Nullable SessionWire wire) {
    return wire == null || wire.script() == null ? "" : text(wire.script().data());
  }

  /** What the list of waiting sessions shows of one; empty where its review does not wait. */
  static Optional<PendingReview> waiting(SessionWire wire) {
    // Gateways before 1.34.20 ignore the filter and list every session.
    return session(wire, Script.UNREAD, ConnectionPolicy.UNKNOWN)
        .filter(session -> session.review().status() == ReviewStatus.PENDING)
        .map(PendingReview::new);
  }

  private static Review review(ReviewWire wire, SessionId session, ConnectionPolicy policy) {
    List<ReviewGroup> groups = groups(wire);
    boolean ruled = wire.accessRequestRuleName() != null;
    Integer needed = ruled ? wire.minApprovals() : policy.minApprovals();
    List<String> ofRule = ruled ? wire.forceApprovalGroups() : null;
    Instant createdAt = wire.createdAt();
    return new Review(
        new ReviewId(text(wire.id())),
        session,
        ReviewType.of(text(wire.type())),
        ReviewStatus.of(text(wire.status())),
        Duration.ofNanos(wire.accessDuration()),
        wire.revokeAt(),
        createdAt == null ? Instant.EPOCH : createdAt,
        groups,
        needed == null || needed < 1 ? groups.size() : Math.min(needed, groups.size()),
        window(wire.timeWindow()),
        wire.accessRequestRuleName(),
        ofRule == null ? policy.forceGroups() : ofRule,
        wire.rejectionReason());
  }

  /**
   * A review as the answer to a verdict shows it; what the answer leaves out is as it was read.
   *
   * @param before as read just before
   */
  public static Review answered(Review before, ReviewWire answer) {
    return new Review(
        before.id(),
        before.sessionId(),
        before.type(),
        ReviewStatus.of(text(answer.status())),
        before.accessDuration(),
        answer.revokeAt(),
        before.createdAt(),
        groups(answer),
        before.approvalsNeeded(),
        window(answer.timeWindow()),
        before.ruleName(),
        before.forceApprovalGroups(),
        answer.rejectionReason());
  }

  /** Whether a connection has nothing to add to the review, or there is none. */
  static boolean needsNoPolicy(SessionWire wire) {
    ReviewWire review = wire.review();
    return review == null
        || (review.accessRequestRuleName() != null && review.forceApprovalGroups() != null);
  }

  private static List<ReviewGroup> groups(ReviewWire wire) {
    return nonNull(wire.groups()).stream().map(WireMapper::group).toList();
  }

  private static ReviewGroup group(GroupWire wire) {
    return new ReviewGroup(
        text(wire.group()),
        ReviewStatus.of(text(wire.status())),
        decider(wire.reviewedBy()),
        wire.reviewDate(),
        wire.forcedReview());
  }

  private static @Nullable ReviewedBy decider(@Nullable DeciderWire wire) {
    return wire == null
        ? null
        : new ReviewedBy(
            text(wire.id()), text(wire.name()), text(wire.email()), text(wire.slackId()));
  }

  private static @Nullable AiAnalysis ai(@Nullable AiWire wire) {
    if (wire == null) {
      return null;
    }
    String explanation = text(wire.explanation());
    return new AiAnalysis(
        text(wire.riskLevel()),
        text(wire.title()),
        explanation.isBlank() ? text(wire.summary()) : explanation);
  }

  private static @Nullable TimeWindow window(@Nullable TimeWindowWire wire) {
    if (wire == null || wire.configuration() == null) {
      return null;
    }
    try {
      return new TimeWindow(
          LocalTime.parse(text(wire.configuration().get("start_time"))),
          LocalTime.parse(text(wire.configuration().get("end_time"))));
    } catch (DateTimeException e) {
      // The gateway does not check what a newer client may have put here.
      return null;
    }
  }

  public static @Nullable TimeWindowWire window(@Nullable TimeWindow window) {
    return window == null
        ? null
        : new TimeWindowWire(
            "time_range",
            Map.of(
                "start_time", HOUR_AND_MINUTE.format(window.start()),
                "end_time", HOUR_AND_MINUTE.format(window.end())));
  }

  static People people(List<UserWire> users) {
    return new People(users.stream().map(WireMapper::person).toList());
  }

  static Person person(UserWire wire) {
    String slackId = text(wire.slackId());
    return new Person(
        text(wire.id()),
        text(wire.name()),
        text(wire.email()),
        PersonStatus.of(text(wire.status())),
        "admin".equals(wire.role()),
        slackId.isBlank() ? null : new SlackUserId(slackId),
        nonNull(wire.groups()));
  }

  public static <T> List<T> nonNull(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  public static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
