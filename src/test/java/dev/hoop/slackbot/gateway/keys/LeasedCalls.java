package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import org.jspecify.annotations.Nullable;

/** Calls that are made with a credential as verdicts are. */
final class LeasedCalls {

  private LeasedCalls() {}

  /** A call, with the name and the secret it is made with. */
  interface Call {
    ClickOutcome make(String name, Secret key);
  }

  /** What the call returned, or why it was not made. */
  static ClickOutcome with(
      Credential credential, String group, Person reviewer, Verdict.Kind kind, Call call) {
    try (CheckedLease lease = credential.lease(group, reviewer, kind)) {
      return lease
          .fault()
          .<ClickOutcome>map(fault -> fault)
          .orElseGet(() -> call.make(lease.name(), lease.key()));
    }
  }

  /** Why something did not count; null where it did. */
  static @Nullable Reason reason(Object outcome) {
    return outcome instanceof ClickOutcome.NotCounted not ? not.reason() : null;
  }
}
