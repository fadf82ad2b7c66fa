package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Decider;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import java.util.Map;

/**
 * One key for each group, made by the operator; the bot has no admin right and calls no admin
 * route.
 */
final class GroupKeys implements Credential {

  private final Map<String, Secret> keys;
  private final Map<String, String> subjects;

  /**
   * @param keys by group
   * @param subjects the gateway's id of each group's key
   */
  GroupKeys(Map<String, Secret> keys, Map<String, String> subjects) {
    this.keys = Map.copyOf(keys);
    this.subjects = Map.copyOf(subjects);
  }

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return keys.containsKey(group);
  }

  @Override
  public Submission with(String group, Person reviewer, Verdict.Kind kind, Call call) {
    Secret key = keys.get(group);
    return key == null
        ? new Submission.NoCredential("the bot has no key for group " + group)
        : call.make("group key " + group, key);
  }

  @Override
  public String reason(Person reviewer, String reason) {
    // The gateway records the key, so the human stands in the only free text there is.
    String who = reviewer.displayName() + " (" + reviewer.email() + ")";
    return reason.isBlank() ? who + " rejected it in Slack" : who + ": " + reason;
  }

  @Override
  public boolean bearsMark(ReviewGroup entry, Person reviewer) {
    Decider decider = entry.reviewedBy();
    return decider != null && decider.subject().equals(subjects.get(entry.name()));
  }
}
