package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.decision.CredentialLease;
import dev.hoop.slackbot.decision.VerdictStanding;
import dev.hoop.slackbot.decision.VerdictSubmitter;
import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.GatewayResponse;
import dev.hoop.slackbot.gateway.InvalidKeyException;
import dev.hoop.slackbot.gateway.Wire.ReviewWire;
import dev.hoop.slackbot.gateway.Wire.VerdictWire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Counted;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ClickOutcome.Unknown;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sync.CredentialCoverage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends verdicts and judges by what the gateway's answer shows, never by its status code alone.
 * Thread-safe.
 */
public final class HttpVerdictSubmitter implements VerdictSubmitter, CredentialCoverage {

  private static final Logger log = LoggerFactory.getLogger(HttpVerdictSubmitter.class);

  private final GatewayHttp http;
  private final Credential credential;
  private final CredentialHealth health;

  public HttpVerdictSubmitter(GatewayHttp http, Credential credential, CredentialHealth health) {
    this.http = http;
    this.credential = credential;
    this.health = health;
  }

  @Override
  public boolean decides(String group, Verdict.Kind kind) {
    return credential.covers(group, kind);
  }

  @Override
  public Optional<NotCounted> check(String group) {
    return credential.check(group);
  }

  @Override
  public boolean marksClickedGroupAlone() {
    return credential.marksClickedGroupAlone();
  }

  @Override
  public boolean bearsMark(ReviewGroup entry, Person reviewer) {
    return credential.bearsMark(entry, reviewer);
  }

  @Override
  public void reportUnexpectedMarks(
      String group, Person reviewer, ReviewId review, List<String> marked) {
    log.error(
        "The gateway counted one click for other groups too: {} of review {} was clicked, and {}"
            + " marked as well. Look who changed the groups of the key of {}; it is checked before"
            + " it is used again",
        group,
        review,
        marked,
        reviewer.email());
    health.unexpectedMark();
    credential.distrust(group, reviewer);
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
  public CredentialLease lease(String group, Person reviewer, Verdict.Kind kind) {
    return new Submission(group, reviewer, credential.lease(group, reviewer, kind));
  }

  /** One verdict that is sent with one lease. */
  private final class Submission implements CredentialLease {

    private final String group;
    private final Person reviewer;
    private final CheckedLease lease;
    private List<String> unexpected = List.of();

    Submission(String group, Person reviewer, CheckedLease lease) {
      this.group = group;
      this.reviewer = reviewer;
      this.lease = lease;
    }

    @Override
    public ClickOutcome submit(Session session, Verdict verdict) {
      if (verdict.kind().grants() && session.review().status() == ReviewStatus.APPROVED) {
        // The rules refuse this before; the gateway would take it and open the access anew.
        return ClickOutcome.answered(Reason.REFUSED_BY_HOOP, "the review is approved already", "")
            .of(reviewer);
      }
      return lease
          .fault()
          .<ClickOutcome>map(fault -> fault.of(reviewer))
          .orElseGet(() -> put(session, verdict));
    }

    private ClickOutcome put(Session session, Verdict verdict) {
      VerdictWire wire =
          new VerdictWire(
              verdict.asks().name(),
              WireMapper.window(verdict.window()),
              verdict.kind() == Verdict.Kind.FORCE_APPROVE,
              verdict.kind() == Verdict.Kind.REJECT
                  ? credential.reason(reviewer, verdict.reason())
                  : "");
      try {
        return judge(
            http.send("PUT", "/reviews/" + session.review().id(), wire, lease.key()),
            session.review(),
            verdict);
      } catch (InvalidKeyException e) {
        return fault(String.valueOf(e.getMessage()));
      } catch (ConnectException | HttpConnectTimeoutException e) {
        return not(Reason.GATEWAY_UNAVAILABLE, "the gateway cannot be reached");
      } catch (IOException e) {
        return new Unknown(reviewer, lease.name(), GatewayErrors.kind(e));
      }
    }

    private ClickOutcome judge(GatewayResponse response, Review before, Verdict verdict)
        throws IOException {
      if (response.status() == 200) {
        ReviewWire answer = response.read(ReviewWire.class);
        return before.id().value().equalsIgnoreCase(answer.id())
            ? judge(WireMapper.answered(before, answer), before, verdict)
            : new Unknown(reviewer, lease.name(), "an answer about something else");
      }
      if (GatewayErrors.saysKeyUnknown(response)) {
        return fault("the gateway does not accept the key");
      }
      if (GatewayErrors.saysDenied(response)) {
        return fault("Hoop lets auditors only read, and takes this key for one");
      }
      if (GatewayErrors.refusesVerdict(response)) {
        return not(Reason.REFUSED_BY_HOOP, response.message());
      }
      return new Unknown(reviewer, lease.name(), "the gateway answers " + response.status());
    }

    private ClickOutcome judge(Review after, Review before, Verdict verdict) {
      unexpected = VerdictStanding.unexpected(verdict, group, before, after, lease::marks);
      if (!unexpected.isEmpty()) {
        reportUnexpectedMarks(group, reviewer, after.id(), unexpected);
      }
      boolean counted =
          verdict.kind() == Verdict.Kind.APPROVE
              ? after.group(group).filter(g -> g.status() == ReviewStatus.APPROVED).isPresent()
              : after.status() == verdict.asks();
      if (counted) {
        health.fine(lease.name());
        return new Counted(reviewer, lease.name(), after);
      }
      return unexpected.isEmpty()
          ? not(Reason.NOTHING_COUNTED, "the review is " + after.status())
          : not(Reason.COUNTED_ELSEWHERE, String.join(", ", unexpected));
    }

    private NotCounted fault(String why) {
      health.fault(lease.name(), why);
      return not(Reason.CREDENTIAL_FAULT, why);
    }

    private NotCounted not(Reason reason, String detail) {
      return ClickOutcome.answered(reason, detail, lease.name()).of(reviewer);
    }

    @Override
    public List<String> unexpectedMarks() {
      return unexpected;
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
