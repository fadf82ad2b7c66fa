package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.review.Decider;
import dev.hoop.slackbot.review.KeyLog;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key for each person who decides, named by their e-mail and resting revoked. Thread-safe.
 *
 * <p>Revocation is what makes a resting key harmless; one without groups could still create
 * approved sessions.
 */
final class ApproverKeys implements Credential {

  private static final Logger log = LoggerFactory.getLogger(ApproverKeys.class);

  private final KeyApi api;
  private final KeyLog keys;
  private final Seal seal;

  /** By e-mail. Grows with the number of approvers, which is small. */
  private final Map<String, ApproverKey> used = new ConcurrentHashMap<>();

  ApproverKeys(KeyApi api, KeyLog keys, Seal seal) {
    this.api = api;
    this.keys = keys;
    this.seal = seal;
  }

  /** Revokes every key the bot made that is still active, as a crash may have left one. */
  void retireLeftovers() throws IOException {
    List<KeyLog.Kept> made = keys.keys();
    for (KeyWire key : api.list()) {
      boolean ours = made.stream().anyMatch(kept -> isOf(kept, key));
      if (ours && "active".equals(key.status())) {
        api.revoke(Mapping.text(key.id()));
        log.info("Revoked an approver key that an earlier run had left active");
      }
    }
    made.stream()
        .filter(KeyLog.Kept::unconfirmed)
        .forEach(kept -> keyOf(kept.email()).suspectUnconfirmed(kept.name()));
  }

  /** One whose making was never confirmed is known by its name alone. */
  private static boolean isOf(KeyLog.Kept kept, KeyWire key) {
    return kept.unconfirmed() ? kept.name().equals(key.name()) : kept.id().equals(key.id());
  }

  private ApproverKey keyOf(String email) {
    return used.computeIfAbsent(email, e -> new ApproverKey(e, api, keys, seal));
  }

  private static String email(Person reviewer) {
    return reviewer.email().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return true;
  }

  @Override
  public Submission with(String group, Person reviewer, Verdict.Kind kind, Call call) {
    return reviewer.email().isBlank()
        ? new Submission.NoCredential("your Hoop user has no e-mail to name a key by")
        : keyOf(email(reviewer)).use(group, call);
  }

  @Override
  public void tidyUp() {
    used.values().forEach(ApproverKey::tidyUp);
  }

  @Override
  public String reason(Person reviewer, String reason) {
    return reason;
  }

  @Override
  public boolean bearsMark(ReviewGroup entry, Person reviewer) {
    Decider decider = entry.reviewedBy();
    return decider != null
        && keys.findKey(email(reviewer))
            .map(kept -> !kept.unconfirmed() && kept.id().equals(decider.subject()))
            .orElse(false);
  }
}
