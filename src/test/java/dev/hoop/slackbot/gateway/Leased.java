package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;

/** Calls that are made with a credential as verdicts are. */
final class Leased {

  private Leased() {}

  /** A call, with the name and the secret it is made with. */
  interface Call {
    Submission make(String name, Secret key);
  }

  /** What the call returned, or why it was not made. */
  static Submission with(
      Credential credential, String group, Person reviewer, Verdict.Kind kind, Call call) {
    try (Lease lease = credential.lease(group, reviewer, kind)) {
      return lease.fault().orElseGet(() -> call.make(lease.name(), lease.key()));
    }
  }
}
