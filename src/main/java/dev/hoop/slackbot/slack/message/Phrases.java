package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

  /** Such as "1 card" or "2 cards". */
  static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit + (amount == 1 ? "" : "s"));
    }
  }

  /** What is asked for, as the end of a sentence: "run a script on orders-db". */
  static RichText wish(RichText richText, Session session) {
    boolean jit = session.review().type() == ReviewType.JIT;
    richText
        .say(jit ? "access " : "run a script on ")
        .foreignBold(session.connection().name(), NAME);
    return jit ? richText.say(" for " + duration(session.review().accessDuration())) : richText;
  }

  /** The same in words alone, for notifications. */
  static String wish(Session session) {
    return wish(new RichText(), session).words();
  }

  static String requester(Session session) {
    return session.requester().displayName();
  }

  /** A name, with the e-mail where that says more. */
  static RichText person(RichText richText, Person person) {
    richText.foreignBold(person.displayName(), NAME);
    return person.email().isBlank() || person.email().equals(person.displayName())
        ? richText
        : richText.say(" (").foreign(person.email(), NAME).say(")");
  }

  /** When an approved script can be run. */
  static RichText when(RichText richText, Review review) {
    TimeWindow window = review.timeWindow();
    return window == null ? richText.say("now") : window(richText, window, day(review));
  }

  /** By which a window's times are told in the reader's own time. */
  static LocalDate day(Review review) {
    return review.createdAt().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** As for rich text. */
  static Context window(Context context, TimeWindow window, LocalDate day) {
    return context
        .say("from " + window.start() + " to " + window.end() + " UTC (")
        .time(window.start().atDate(day).toInstant(ZoneOffset.UTC))
        .say(" to ")
        .time(window.end().atDate(day).toInstant(ZoneOffset.UTC))
        .say(" your time)");
  }

  /**
   * Such as "from 09:00 to 18:00 UTC (10:00 AM to 7:00 PM your time)".
   *
   * @param day on which the reader's clock is set against UTC; a change to summer time moves it
   */
  static RichText window(RichText richText, TimeWindow window, LocalDate day) {
    return richText
        .say("from " + window.start() + " to " + window.end() + " UTC (")
        .time(window.start().atDate(day).toInstant(ZoneOffset.UTC))
        .say(" to ")
        .time(window.end().atDate(day).toInstant(ZoneOffset.UTC))
        .say(" your time)");
  }

  /** The verdict that was given through the bot and is the one the group shows. */
  static Optional<Decision> decision(ReviewSnapshot snapshot, ReviewGroup group) {
    Verdict.Kind revoke = Verdict.Kind.REVOKE;
    return snapshot
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
  static RichText by(RichText richText, ReviewSnapshot snapshot, ReviewGroup group) {
    return by(richText, decision(snapshot, group), group, true);
  }

  /**
   * The same where it is known whether it was decided here.
   *
   * @param mention whether to mention them beside their names
   */
  static RichText by(
      RichText richText, Optional<Decision> decision, ReviewGroup group, boolean mention) {
    Instant at = group.reviewedAt();
    if (decision.isPresent()) {
      richText.say(" by ").foreign(name(decision.get()), NAME);
      mention(richText, decision.get().by(), mention).say(" in Slack");
    } else if (group.reviewedBy() != null) {
      ReviewedBy decider = group.reviewedBy();
      richText.say(" by ").foreign(decider.displayName(), NAME);
      boolean linked = !decider.slackId().isBlank();
      (linked ? mention(richText, new SlackUserId(decider.slackId()), mention) : richText)
          .say(" in Hoop");
    }
    return at == null ? richText : richText.say(", ").date(at);
  }

  private static RichText mention(RichText richText, SlackUserId user, boolean mention) {
    return mention ? richText.say(" (").person(user).say(")") : richText;
  }

  /** The same in words alone, for notifications; empty when nobody is known. */
  static String byWords(ReviewSnapshot snapshot, ReviewGroup group) {
    Optional<Decision> decision = decision(snapshot, group);
    if (decision.isPresent()) {
      return " by " + brief(name(decision.get()));
    }
    ReviewedBy decider = group.reviewedBy();
    return decider == null ? "" : " by " + brief(decider.displayName());
  }

  /** A foreign name, short enough to leave room for the rest of a line. */
  static String brief(String name) {
    return TextSanitizer.line(name, NAME);
  }

  private static String name(Decision decision) {
    return decision.name().isBlank() ? decision.email() : decision.name();
  }

  /** The groups that said a word, by which a state came about. */
  static List<ReviewGroup> with(Review review, ReviewStatus status) {
    return review.groups().stream().filter(g -> g.status() == status).toList();
  }

  /** Whether the requester rejected their own request. */
  static boolean withdrawn(ReviewSnapshot snapshot) {
    Requester requester = snapshot.session().requester();
    return with(snapshot.session().review(), ReviewStatus.REJECTED).stream()
        .anyMatch(
            group ->
                decision(snapshot, group)
                        .map(
                            d ->
                                !d.email().isBlank()
                                    && d.email().equalsIgnoreCase(requester.email()))
                        .orElse(false)
                    || (group.reviewedBy() != null
                        && !requester.subject().isBlank()
                        && group.reviewedBy().subject().equalsIgnoreCase(requester.subject())));
  }
}
