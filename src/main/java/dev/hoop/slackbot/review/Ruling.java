package dev.hoop.slackbot.review;

import java.util.function.Function;

/**
 * Our answer whether a reviewer may submit a verdict; every case but {@link Allowed} is a refusal.
 */
public sealed interface Ruling {

  /** One function for each case, so that a new case breaks every place that must know it. */
  <R> R match(Cases<R> cases);

  /** What to do in each case. */
  record Cases<R>(
      Function<Allowed, R> allowed,
      Function<OtherWorkspace, R> otherWorkspace,
      Function<Unlinked, R> unlinked,
      Function<Ambiguous, R> ambiguous,
      Function<NotActive, R> notActive,
      Function<EmailMismatch, R> emailMismatch,
      Function<AlreadyDecided, R> alreadyDecided,
      Function<NoSuchGroup, R> noSuchGroup,
      Function<GroupDecided, R> groupDecided,
      Function<SelfApproval, R> selfApproval,
      Function<NotAMember, R> notAMember,
      Function<AlreadyCounted, R> alreadyCounted,
      Function<NotApplicable, R> notApplicable) {}

  /** The reviewer may. */
  record Allowed(Person reviewer) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.allowed.apply(this);
    }
  }

  /** The Slack user belongs to another workspace, as happens in shared channels. */
  record OtherWorkspace(SlackUserId by) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.otherWorkspace.apply(this);
    }
  }

  /** No Hoop user carries this Slack id. */
  record Unlinked(SlackUserId by) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unlinked.apply(this);
    }
  }

  /** Several Hoop users carry this Slack id, so it proves nothing. */
  record Ambiguous(SlackUserId by, int users) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ambiguous.apply(this);
    }
  }

  /** The Hoop user is not active. */
  record NotActive(Person person) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notActive.apply(this);
    }
  }

  /** The Slack profile's e-mail is not the Hoop user's, or it shows none. */
  record EmailMismatch(Person person) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.emailMismatch.apply(this);
    }
  }

  /** The review is over, or in a state in which this verdict means nothing. */
  record AlreadyDecided(Review review) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.alreadyDecided.apply(this);
    }
  }

  /** The review has no such group (any more). */
  record NoSuchGroup(String group) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.noSuchGroup.apply(this);
    }
  }

  /** This group has already said its word. */
  record GroupDecided(ReviewGroup group) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.groupDecided.apply(this);
    }
  }

  /** Nobody approves a request of their own. */
  record SelfApproval(Person person) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.selfApproval.apply(this);
    }
  }

  /** The person is not in the group that this verdict needs. */
  record NotAMember(Person person, String group) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notAMember.apply(this);
    }
  }

  /** The person has already counted for another group of this review. */
  record AlreadyCounted(Person person, String otherGroup) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.alreadyCounted.apply(this);
    }
  }

  /** The verdict does not fit this sort of review, whoever gives it. */
  record NotApplicable(Person person, String why) implements Ruling {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notApplicable.apply(this);
    }
  }
}
