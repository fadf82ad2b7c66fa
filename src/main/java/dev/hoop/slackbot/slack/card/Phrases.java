package dev.hoop.slackbot.slack.card;

import dev.hoop.slackbot.review.Decider;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Phrases that several messages share. */
final class Phrases {

  static final int NAME = 100;

  private Phrases() {}

  /** Such as "1 hour 30 minutes". */
  static String duration(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDaysPart(), "day");
    add(parts, duration.toHoursPart(), "hour");
    add(parts, duration.toMinutesPart(), "minute");
    if (parts.isEmpty() || duration.toSecondsPart() > 0) {
      add(parts, Math.max(duration.toSecondsPart(), 0), "second");
    }
    return parts.isEmpty() ? "0 seconds" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit + (amount == 1 ? "" : "s"));
    }
  }

  /** What is asked for, as the end of a sentence: "run a script on orders-db". */
  static String wish(Session session) {
    String connection = session.connection().name();
    return session.review().type() == ReviewType.JIT
        ? "access " + connection + " for " + duration(session.review().accessDuration())
        : "run a script on " + connection;
  }

  static String requester(Session session) {
    return session.requester().displayName();
  }

  /** The verdict that was given through the bot and is the one the group shows. */
  static Optional<Decision> decision(Story story, ReviewGroup group) {
    Verdict.Kind revoke = Verdict.Kind.REVOKE;
    return story
        .decisionFor(group.name())
        .filter(
            d ->
                switch (group.status()) {
                  case APPROVED -> d.kind().grants();
                  case REJECTED -> d.kind() == Verdict.Kind.REJECT;
                  case REVOKED -> d.kind() == revoke;
                  default -> false;
                });
  }

  /** "by Ann in Slack", or "by Ann in Hoop" when it was not decided here. */
  static Section by(Section section, Story story, ReviewGroup group) {
    Optional<Decision> decision = decision(story, group);
    Instant at = group.reviewedAt();
    if (decision.isPresent()) {
      section
          .say(" by ")
          .foreign(decision.get().name(), NAME)
          .say(" (")
          .person(decision.get().by())
          .say(") in Slack");
    } else if (group.reviewedBy() != null) {
      Decider decider = group.reviewedBy();
      section.say(" by ").foreign(decider.displayName(), NAME);
      if (!decider.slackId().isBlank()) {
        section.say(" (").person(new SlackUserId(decider.slackId())).say(")");
      }
      section.say(" in Hoop");
    }
    return at == null ? section : section.say(", ").date(at);
  }

  /** The same in words alone, for notifications; empty when nobody is known. */
  static String byWords(Story story, ReviewGroup group) {
    Optional<Decision> decision = decision(story, group);
    if (decision.isPresent()) {
      return " by " + decision.get().name();
    }
    Decider decider = group.reviewedBy();
    return decider == null ? "" : " by " + decider.displayName();
  }

  /** The groups that said a word, by which a state came about. */
  static List<ReviewGroup> with(Review review, ReviewStatus status) {
    return review.groups().stream().filter(g -> g.status() == status).toList();
  }

  /** Whether the requester rejected their own request. */
  static boolean withdrawn(Story story) {
    Requester requester = story.session().requester();
    return with(story.session().review(), ReviewStatus.REJECTED).stream()
        .anyMatch(
            group ->
                decision(story, group)
                        .map(d -> d.email().equalsIgnoreCase(requester.email()))
                        .orElse(false)
                    || (group.reviewedBy() != null
                        && !requester.subject().isBlank()
                        && group.reviewedBy().subject().equalsIgnoreCase(requester.subject())));
  }
}
