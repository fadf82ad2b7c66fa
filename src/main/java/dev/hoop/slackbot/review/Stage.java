package dev.hoop.slackbot.review;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far the story of a review has come: what a card must show. */
public sealed interface Stage {

  /** What may stay as it is for ever, as an approval does that nobody uses. */
  List<Class<? extends Stage>> STAYING = List.of(Ready.class, Unclear.class);

  /** One function for each case, so that a new case breaks every place that must know it. */
  <R> R match(Cases<R> cases);

  /** What to do in each case. */
  record Cases<R>(
      Function<Open, R> open,
      Function<Stuck, R> stuck,
      Function<Ready, R> ready,
      Function<Running, R> running,
      Function<Finished, R> finished,
      Function<AccessOpen, R> accessOpen,
      Function<AccessEnded, R> accessEnded,
      Function<Rejected, R> rejected,
      Function<Revoked, R> revoked,
      Function<Deleted, R> deleted,
      Function<Unclear, R> unclear) {}

  /** Whether nothing can change any more, unless a clock is wrong. */
  default boolean over() {
    return false;
  }

  /** Whether somebody's decision is waited for. */
  default boolean waits() {
    return false;
  }

  /** Whether it is one of those that may stay. */
  default boolean mayStay() {
    return STAYING.contains(getClass());
  }

  /** Tells the stage of a story at one instant. */
  static Stage of(ReviewSnapshot snapshot, Instant now) {
    if (snapshot.deleted()) {
      return new Deleted();
    }
    Session session = snapshot.session();
    Review review = session.review();
    return switch (review.status()) {
      case PENDING ->
          review.stuck() ? new Stuck() : new Open(session.status() == SessionStatus.DONE);
      case APPROVED -> approved(session, now);
      case PROCESSING -> new Running();
      case EXECUTED -> new Finished(session.exitCode(), session.status() == SessionStatus.DONE);
      case REJECTED -> new Rejected();
      case REVOKED -> new Revoked();
      case UNKNOWN -> new Unclear();
    };
  }

  private static Stage approved(Session session, Instant now) {
    Review review = session.review();
    if (review.type() == ReviewType.ONETIME) {
      return new Ready();
    }
    Instant until = review.revokeAt();
    boolean over = until == null ? session.status() == SessionStatus.DONE : !now.isBefore(until);
    return over
        ? new AccessEnded(until)
        : new AccessOpen(until, session.status() == SessionStatus.DONE);
  }

  /**
   * Waits for decisions.
   *
   * @param requesterGone the requester's session is over: they left, or will come back for the
   *     answer
   */
  record Open(boolean requesterGone) implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.open.apply(this);
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** Has the approvals it needs, and the gateway's count rule keeps it waiting for ever. */
  record Stuck() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stuck.apply(this);
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** An approved script that has not been run yet. */
  record Ready() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ready.apply(this);
    }
  }

  /** The approved script is running. */
  record Running() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.running.apply(this);
    }
  }

  /**
   * The script has run.
   *
   * @param exitCode null when the gateway has none (yet)
   * @param settled whether the session is over too, so that the exit code can be believed
   */
  record Finished(@Nullable Integer exitCode, boolean settled) implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.finished.apply(this);
    }

    @Override
    public boolean over() {
      return settled;
    }
  }

  /**
   * Access is open.
   *
   * @param until null when the gateway did not say
   * @param sessionEnded the session it was asked for is over, but a new one may start
   */
  record AccessOpen(@Nullable Instant until, boolean sessionEnded) implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.accessOpen.apply(this);
    }
  }

  /**
   * The time for which access was open has passed.
   *
   * @param at null when the gateway never said
   */
  record AccessEnded(@Nullable Instant at) implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.accessEnded.apply(this);
    }

    @Override
    public boolean over() {
      return true;
    }
  }

  /** Rejected, or withdrawn by the requester. */
  record Rejected() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rejected.apply(this);
    }

    @Override
    public boolean over() {
      return true;
    }
  }

  /** Access was taken back. */
  record Revoked() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.revoked.apply(this);
    }

    @Override
    public boolean over() {
      return true;
    }
  }

  /** The gateway no longer has the session. */
  record Deleted() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deleted.apply(this);
    }

    @Override
    public boolean over() {
      return true;
    }
  }

  /** The gateway says a word this bot does not know. */
  record Unclear() implements Stage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unclear.apply(this);
    }
  }
}
