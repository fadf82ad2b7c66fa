package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.gateway.Wire.ReviewWire;
import dev.hoop.slackbot.gateway.Wire.VerdictWire;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.VerdictSink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends verdicts and judges by what the gateway's answer shows, never by its status code alone.
 * Thread-safe.
 */
public final class HttpVerdictSink implements VerdictSink {

  /** Arming a key takes less; whoever waits longer has waited for a slow gateway. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Http http;
  private final Credential credential;
  private final Clock clock;
  private final SecondLook secondLook;

  /**
   * A sink.
   *
   * @param clock must not jump; it tells how long a verdict waited for its key
   */
  HttpVerdictSink(Http http, Credential credential, Clock clock) {
    this.http = http;
    this.credential = credential;
    this.clock = clock;
    this.secondLook = new SecondLook(http);
  }

  @Override
  public boolean decides(String group, Verdict.Kind kind) {
    return credential.covers(group, kind);
  }

  @Override
  public boolean bearsMark(ReviewGroup entry, Person reviewer) {
    return credential.bearsMark(entry, reviewer);
  }

  /** Called periodically, whether the gateway answers or not: see {@link Credential#sweep}. */
  public void sweep() {
    credential.sweep();
  }

  /** Whether a sweep should not wait for its time. */
  public boolean sweepSoon() {
    return credential.sweepSoon();
  }

  @Override
  public Submission submit(Session session, String group, Person reviewer, Verdict verdict) {
    boolean extendsAccess =
        verdict.kind().grants() && session.review().status() == ReviewStatus.APPROVED;
    if (extendsAccess) {
      // The rules refuse this before; the gateway would take it and open the access anew.
      return new Submission.Refused("", "the review is approved already");
    }
    VerdictWire wire =
        new VerdictWire(
            verdict.asks().name(),
            Mapping.window(verdict.window()),
            verdict.kind() == Verdict.Kind.FORCE_APPROVE,
            verdict.kind() == Verdict.Kind.REJECT
                ? credential.reason(reviewer, verdict.reason())
                : "");
    Instant ruled = clock.instant();
    try (Lease lease = credential.lease(group, reviewer, verdict.kind())) {
      return lease
          .fault()
          .or(() -> objection(ruled, session, group, reviewer, lease.key()))
          .orElseGet(() -> put(session, group, verdict, wire, lease));
    }
  }

  private Optional<Submission> objection(
      Instant ruled, Session session, String group, Person reviewer, Secret key) {
    // The reads lengthen every click, so they are left out where the caller's are as good.
    return ruled.plus(FRESH).isBefore(clock.instant())
        ? secondLook.objection(session.review(), group, reviewer, key)
        : Optional.empty();
  }

  private Submission put(
      Session session, String group, Verdict verdict, VerdictWire wire, Lease lease) {
    try {
      Reply reply = http.send("PUT", "/reviews/" + session.review().id(), wire, lease.key());
      return judge(reply, group, verdict, lease.name());
    } catch (ImpossibleKeyException e) {
      return new Submission.Unavailable(String.valueOf(e.getMessage()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Submission.Unavailable("the gateway cannot be reached");
    } catch (IOException e) {
      return new Submission.Lost(lease.name(), Meaning.kind(e));
    }
  }

  private static Submission judge(Reply reply, String group, Verdict verdict, String name)
      throws IOException {
    if (reply.status() == 200) {
      return judgeReview(reply.read(ReviewWire.class), group, verdict, name);
    }
    if (Meaning.saysKeyUnknown(reply)) {
      return new Submission.CredentialFault(name, "the gateway does not accept the key");
    }
    if (Meaning.saysDenied(reply)) {
      return new Submission.Refused(
          name, "Hoop lets auditors only read, and takes the bot's key for one; tell its operator");
    }
    if (Meaning.refusesVerdict(reply)) {
      return new Submission.Refused(name, reply.message());
    }
    return new Submission.Lost(name, "the gateway answers " + reply.status());
  }

  private static Submission judgeReview(
      ReviewWire review, String group, Verdict verdict, String name) {
    ReviewStatus status = ReviewStatus.of(Mapping.text(review.status()));
    boolean counted =
        verdict.kind() == Verdict.Kind.APPROVE
            ? Mapping.groups(review).stream()
                .anyMatch(g -> g.name().equals(group) && g.status() == ReviewStatus.APPROVED)
            : status == verdict.asks();
    return counted
        ? new Submission.Accepted(name, status)
        : new Submission.NotCounted(name, status);
  }
}
