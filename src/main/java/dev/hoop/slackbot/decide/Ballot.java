package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.Answer;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.VerdictSink;
import java.util.Optional;
import java.util.function.Function;

/**
 * Casts one vote that was ruled on, and finds out whether it counted, also when the answer is lost.
 */
public final class Ballot {

  private final VerdictSink sink;
  private final ReviewSource source;
  private final Inbox inbox;
  private final Audit audit;

  public Ballot(VerdictSink sink, ReviewSource source, Inbox inbox, Audit audit) {
    this.sink = sink;
    this.source = source;
    this.inbox = inbox;
    this.audit = audit;
  }

  /** What a vote came to. */
  sealed interface Result {

    <R> R match(
        Function<Counted, R> counted, Function<Answered, R> answered, Function<Open, R> open);

    /** It stands in the gateway. */
    record Counted() implements Result {
      @Override
      public <R> R match(
          Function<Counted, R> counted, Function<Answered, R> answered, Function<Open, R> open) {
        return counted.apply(this);
      }
    }

    /** It does not, and the person is told why. */
    record Answered(Answer answer) implements Result {
      @Override
      public <R> R match(
          Function<Counted, R> counted, Function<Answered, R> answered, Function<Open, R> open) {
        return answered.apply(this);
      }
    }

    /** Nobody knows: the answer was lost, and the gateway could not be read afterwards. */
    record Open(String credential) implements Result {
      @Override
      public <R> R match(
          Function<Counted, R> counted, Function<Answered, R> answered, Function<Open, R> open) {
        return open.apply(this);
      }
    }
  }

  /**
   * Sends the vote, once more at most, and only after reading back showed that it had not counted.
   */
  Result cast(Click click, Session session, Person reviewer) {
    Submission first = send(click, session, reviewer);
    if (!(first instanceof Submission.Lost lost)) {
      return conclude(click, session, reviewer, first);
    }
    Optional<Session> after = readBack(session);
    if (after.isEmpty()) {
      return new Result.Open(lost.credential());
    }
    if (counted(click.verdict(), click.group(), reviewer, after.get())
        || !vanished(click.verdict(), click.group(), after.get())) {
      return concludeByReading(click, session, reviewer, lost, after.get());
    }
    Submission second = send(again(click, after.get()), after.get(), reviewer);
    if (!(second instanceof Submission.Lost again)) {
      return conclude(click, session, reviewer, second);
    }
    return readBack(session)
        .map(then -> concludeByReading(click, session, reviewer, again, then))
        .orElseGet(() -> new Result.Open(again.credential()));
  }

  /** Whether the gateway shows this reviewer's verdict, as sent through here, for the group. */
  boolean counted(Verdict verdict, String group, Person reviewer, Session session) {
    return session.review().groups().stream()
        .filter(entry -> entry.status() == verdict.asks())
        // Who is in no group of the review has a rejection recorded in a group of their own.
        .filter(entry -> entry.name().equals(group) || !verdict.kind().grants())
        .anyMatch(entry -> sink.bearsMark(as(group, entry), reviewer));
  }

  /** What made the entry is asked for by the group that the verdict was sent for. */
  private static ReviewGroup as(String group, ReviewGroup entry) {
    return new ReviewGroup(
        group, entry.status(), entry.reviewedBy(), entry.reviewedAt(), entry.forced());
  }

  /**
   * Whether the gateway shows the group as if it had not been decided, while that would still
   * matter.
   */
  boolean vanished(Verdict verdict, String group, Session session) {
    Review review = session.review();
    ReviewStatus open =
        verdict.kind() == Verdict.Kind.REVOKE ? ReviewStatus.APPROVED : ReviewStatus.PENDING;
    boolean groupOpen =
        review.group(group).map(g -> g.status() == ReviewStatus.PENDING).orElse(true);
    return review.status() == open && (groupOpen || verdict.kind() == Verdict.Kind.REVOKE);
  }

  /** The click as it can be sent a second time: a window can be set only once, and it may stay. */
  static Click again(Click click, Session after) {
    boolean windowStayed = after.review().timeWindow() != null && click.verdict().window() != null;
    return windowStayed ? click.asking(Verdict.approve()) : click;
  }

  private Submission send(Click click, Session session, Person reviewer) {
    inbox.begin(click);
    audit.intent(click, session, reviewer);
    return sink.submit(session, click.group(), reviewer, click.verdict());
  }

  private Result concludeByReading(
      Click click, Session session, Person reviewer, Submission.Lost lost, Session after) {
    return counted(click.verdict(), click.group(), reviewer, after)
        ? conclude(
            click,
            session,
            reviewer,
            new Submission.Accepted(lost.credential(), after.review().status()))
        : unsure(click, session, reviewer, lost);
  }

  private Result unsure(Click click, Session session, Person reviewer, Submission.Lost lost) {
    audit.failed(
        click,
        session,
        reviewer,
        lost.credential(),
        "the gateway's answer was lost: " + lost.why());
    return new Result.Answered(new Answer.Unsure());
  }

  private Optional<Session> readBack(Session session) {
    try {
      return source.fetchSession(session.id()).match(Optional::of, Optional::empty);
    } catch (GatewayUnavailableException e) {
      return Optional.empty();
    }
  }

  private Result conclude(Click click, Session session, Person reviewer, Submission submission) {
    return submission.match(
        new Submission.Cases<>(
            accepted -> {
              audit.allowed(
                  click,
                  session,
                  reviewer,
                  accepted.credential(),
                  "review is " + accepted.status());
              return new Result.Counted();
            },
            notCounted ->
                failed(
                    click,
                    session,
                    reviewer,
                    notCounted.credential(),
                    "the gateway counted nothing",
                    new Answer.NotCounted(click.group())),
            refused ->
                failed(
                    click,
                    session,
                    reviewer,
                    refused.credential(),
                    "the gateway refused: " + refused.words(),
                    new Answer.Refused(refused.words())),
            none ->
                failed(
                    click, session, reviewer, "", none.why(), new Answer.NoCredential(none.why())),
            fault ->
                failed(
                    click,
                    session,
                    reviewer,
                    fault.credential(),
                    "the credential cannot be used: " + fault.why(),
                    new Answer.NoCredential(
                        "it lost its access to Hoop. Tell its operator, or decide in Hoop")),
            unavailable ->
                failed(
                    click,
                    session,
                    reviewer,
                    "",
                    "the gateway could not be reached: " + unavailable.why(),
                    new Answer.NotDone(unavailable.why())),
            lost -> unsure(click, session, reviewer, lost)));
  }

  private Result failed(
      Click click,
      Session session,
      Person reviewer,
      String credential,
      String outcome,
      Answer answer) {
    audit.failed(click, session, reviewer, credential, outcome);
    return new Result.Answered(answer);
  }
}
