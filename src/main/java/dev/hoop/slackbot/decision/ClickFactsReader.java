package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.sync.ReviewSource;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.SlackProfiles;
import dev.hoop.slackbot.sync.SlackTeams;
import dev.hoop.slackbot.sync.StoredReview;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Reads the facts for a click, what is independent of each other at the same time. Thread-safe. */
public final class ClickFactsReader {

  private final ReviewSource source;
  private final VerdictSubmitter submitter;
  private final SlackProfiles profiles;
  private final SlackTeams teams;
  private final ReviewStore reviews;
  private final boolean needsEmail;
  private final Executor reads;
  private final Clock steady;

  /**
   * @param needsEmail whether the rules ask for the e-mail of the Slack profile
   * @param reads for the reads that go on beside the review's own
   * @param steady must not jump
   */
  public ClickFactsReader(
      ReviewSource source,
      VerdictSubmitter submitter,
      SlackProfiles profiles,
      SlackTeams teams,
      ReviewStore reviews,
      boolean needsEmail,
      Executor reads,
      Clock steady) {
    this.source = source;
    this.submitter = submitter;
    this.profiles = profiles;
    this.teams = teams;
    this.reviews = reviews;
    this.needsEmail = needsEmail;
    this.reads = reads;
    this.steady = steady;
  }

  /** Reads all that a ruling needs; empty when the gateway has no such review. */
  Optional<ClickFacts> read(Click click)
      throws GatewayUnavailableException, SlackUnavailableException {
    Future<Optional<String>> email =
        needsEmail
            ? beside(() -> profiles.fetchEmail(click.by()))
            : CompletableFuture.completedFuture(Optional.empty());
    return read(click, email, beside(() -> teams.teamOf(click.by(), click.team())));
  }

  /**
   * Reads what the gateway says, and does not ask Slack; empty when the gateway has no such review
   * any more.
   *
   * @param before whose e-mail and team are taken over; null where none is needed
   */
  Optional<ClickFacts> readGateway(Click click, @Nullable ClickFacts before)
      throws GatewayUnavailableException, SlackUnavailableException {
    String email = before == null ? null : before.email();
    String team = before == null ? click.team() : before.team();
    return read(
        click,
        CompletableFuture.completedFuture(Optional.ofNullable(email)),
        CompletableFuture.completedFuture(team));
  }

  /** Reads the review alone once more; empty when the gateway has no such review any more. */
  Optional<ClickFacts> readReview(Click click, ClickFacts before)
      throws GatewayUnavailableException {
    Instant since = steady.instant();
    return session(click, before.known()).map(session -> before.showing(session, since));
  }

  /** Has a credential readied beside what the caller does meanwhile, who must close it. */
  CompletableFuture<CredentialLease> lease(Click click, Person reviewer) {
    return beside(() -> submitter.lease(click.group(), reviewer, click.verdict().kind()));
  }

  private Optional<ClickFacts> read(
      Click click, Future<Optional<String>> email, Future<String> team)
      throws GatewayUnavailableException, SlackUnavailableException {
    Future<People> people = beside(source::fetchPeople);
    @Nullable StoredReview known = reviews.find(click.review()).orElse(null);
    Future<Optional<ClickOutcome.NotCounted>> objection =
        known == null ? null : beside(() -> check(click, known.snapshot().session()));
    Instant since = steady.instant();
    Optional<Session> session = session(click, known);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ClickFacts(
            known,
            session.get(),
            joined(people),
            joined(email).orElse(null),
            joined(team),
            (objection == null ? check(click, session.get()) : joined(objection)).orElse(null),
            since));
  }

  private Optional<ClickOutcome.NotCounted> check(Click click, Session session) {
    return submitter.check(ClickFacts.resolved(click, session).group());
  }

  private Optional<Session> session(Click click, @Nullable StoredReview known)
      throws GatewayUnavailableException {
    return known == null
        ? source.fetchByReview(click.review())
        : source.fetchForDecision(
            known.snapshot().session().id(), known.snapshot().session().connection().name());
  }

  /** Where there is no thread for it, it is read at once: slower, and as good. */
  private <T> CompletableFuture<T> beside(Callable<T> read) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable reading =
        () -> {
          try {
            done.complete(read.call());
          } catch (Exception | Error e) {
            done.completeExceptionally(e);
          }
        };
    try {
      reads.execute(reading);
    } catch (RejectedExecutionException e) {
      reading.run();
    }
    return done;
  }

  private static <T> T joined(Future<T> read)
      throws GatewayUnavailableException, SlackUnavailableException {
    try {
      return read.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GatewayUnavailableException unavailable) {
        throw unavailable;
      }
      if (e.getCause() instanceof SlackUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("A read for a click failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayUnavailableException("the bot is ending", false);
    }
  }
}
