package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.CredentialFaultException;
import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
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
  private final KeyStore keys;
  private final SecretCipher cipher;
  private final CredentialHealth health;

  /** By e-mail. Grows with the number of approvers, which is small. */
  private final Map<String, ApproverKey> people = new ConcurrentHashMap<>();

  ApproverKeys(KeyApi api, KeyStore keys, SecretCipher cipher, CredentialHealth health) {
    this.api = api;
    this.keys = keys;
    this.cipher = cipher;
    this.health = health;
  }

  /** Takes up the keys of earlier runs, and revokes those that a crash has left active. */
  void begin() throws IOException {
    keys.keys().forEach(kept -> keyOf(kept.email()).remember(kept));
    revokeUnused();
  }

  private ApproverKey keyOf(String email) {
    return people.computeIfAbsent(email, e -> new ApproverKey(e, api, keys, cipher, health));
  }

  private static String email(Person reviewer) {
    return reviewer.email().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return true;
  }

  @Override
  public CheckedLease lease(String group, Person reviewer, Verdict.Kind kind) {
    return reviewer.email().isBlank()
        ? CheckedLease.faulty(
            ClickOutcome.because(
                Reason.NO_CREDENTIAL, "your Hoop user has no e-mail to name a key by"))
        : keyOf(email(reviewer)).lease(group);
  }

  @Override
  public void distrust(String group, Person reviewer) {
    keyOf(email(reviewer)).distrust();
  }

  @Override
  public void sweep() {
    try {
      revokeUnused();
    } catch (CredentialFaultException e) {
      health.fault(e.credential(), e.why());
    } catch (IOException e) {
      log.debug("The approver keys cannot be listed now ({})", GatewayErrors.kind(e));
    }
  }

  private void revokeUnused() throws IOException {
    if (people.isEmpty()) {
      return;
    }
    List<KeyWire> listed = api.list();
    health.fine(KeyApi.ADMIN_KEY);
    // Whatever group a key was found in, it is assigned anew before its next use.
    health.fine(ApproverKey.ALL);
    people.values().forEach(key -> key.sweep(listed));
  }

  @Override
  public boolean sweepSoon() {
    return people.values().stream().anyMatch(ApproverKey::uncertain);
  }

  /** The key bears the reviewer's name. */
  @Override
  public String reason(Person reviewer, String reason) {
    return reason;
  }

  @Override
  public String subject(String group, Person reviewer) {
    // Of a key whose making is not confirmed the store keeps an empty id.
    return keys.findKey(email(reviewer)).map(KeyStore.Kept::id).orElse("");
  }
}
