package dev.hoop.slackbot.review;

import java.util.function.Function;

/** What became of a verdict that was sent to the gateway. */
public sealed interface Submission {

  <R> R match(Cases<R> cases);

  /** What to do in each case. */
  record Cases<R>(
      Function<Accepted, R> accepted,
      Function<NotCounted, R> notCounted,
      Function<Refused, R> refused,
      Function<NoCredential, R> noCredential,
      Function<CredentialFault, R> credentialFault,
      Function<Unavailable, R> unavailable,
      Function<Lost, R> lost) {}

  /** The gateway's answer shows that it counted. */
  record Accepted(String credential, ReviewStatus status) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.accepted.apply(this);
    }
  }

  /** The gateway said 200 and changed nothing for the clicked group. */
  record NotCounted(String credential, ReviewStatus status) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notCounted.apply(this);
    }
  }

  /** The gateway said no, in its own words; sending it again would not help. */
  record Refused(String credential, String words) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused.apply(this);
    }
  }

  /** The bot holds nothing it could decide with for this group. */
  record NoCredential(String why) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.noCredential.apply(this);
    }
  }

  /**
   * What the bot would decide with is not what it must be, so that nothing was decided, and its
   * operator must act.
   *
   * @param credential as the operator knows it
   */
  record CredentialFault(String credential, String why) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.credentialFault.apply(this);
    }
  }

  /** The verdict certainly did not reach the gateway. */
  record Unavailable(String why) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unavailable.apply(this);
    }
  }

  /** The answer was lost: whether it counted must be read back. */
  record Lost(String credential, String why) implements Submission {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lost.apply(this);
    }
  }
}
