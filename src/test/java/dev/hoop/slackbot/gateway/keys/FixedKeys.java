package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import java.util.Map;
import java.util.Optional;

/** Keys by group that nobody has to be asked about. */
public record FixedKeys(Map<String, Secret> keys) implements Credential {

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return keys.containsKey(group);
  }

  @Override
  public CheckedLease lease(String group, Person reviewer, Verdict.Kind kind) {
    return Optional.ofNullable(keys.get(group))
        .map(key -> CheckedLease.ready("group key " + group, "id-of-" + group, key, () -> {}))
        .orElseGet(
            () ->
                CheckedLease.faulty(
                    ClickOutcome.because(
                        Reason.NO_CREDENTIAL, "the bot has no key for group " + group)));
  }

  @Override
  public String reason(Person reviewer, String reason) {
    return reviewer.displayName() + " (" + reviewer.email() + "): " + reason;
  }

  @Override
  public String subject(String group, Person reviewer) {
    return "";
  }

  @Override
  public void distrust(String group, Person reviewer) {}

  @Override
  public void sweep() {}
}
