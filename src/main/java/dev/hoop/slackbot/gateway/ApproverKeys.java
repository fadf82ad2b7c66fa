package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.review.Decider;
import dev.hoop.slackbot.review.KeyLog;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key for each person who decides, named by their e-mail and resting revoked: given the clicked
 * group, made active, used once and revoked again. Thread-safe: one person's key is never armed
 * twice at once.
 *
 * <p>Revocation is what makes a resting key harmless; one without groups could still create
 * approved sessions.
 */
final class ApproverKeys implements Credential {

  private static final Logger log = LoggerFactory.getLogger(ApproverKeys.class);
  private static final int NAMES_TO_TRY = 20;

  private final KeyApi api;
  private final KeyLog keys;
  private final Seal seal;

  /** Whose key could not be revoked after its use. */
  private final Set<String> leftActive = ConcurrentHashMap.newKeySet();

  /** What one person's clicks wait on. Grows with the number of approvers, which is small. */
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

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
  }

  /** One whose making was never confirmed is known by its name alone. */
  private static boolean isOf(KeyLog.Kept kept, KeyWire key) {
    return unconfirmed(kept) ? kept.name().equals(key.name()) : kept.id().equals(key.id());
  }

  private static boolean unconfirmed(KeyLog.Kept kept) {
    return kept.id().isEmpty();
  }

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return true;
  }

  @Override
  public Submission with(String group, Person reviewer, Verdict.Kind kind, Call call) {
    if (reviewer.email().isBlank()) {
      return new Submission.NoCredential("your Hoop user has no e-mail to name a key by");
    }
    String email = reviewer.email().toLowerCase(Locale.ROOT);
    synchronized (locks.computeIfAbsent(email, e -> new Object())) {
      return withKeyOf(email, group, call);
    }
  }

  private Submission withKeyOf(String email, String group, Call call) {
    try {
      Armed armed = arm(email, group);
      return call.make("approver key " + armed.name(), armed.secret());
    } catch (IOException e) {
      return new Submission.Unavailable(
          "its key could not be made ready (" + Meaning.kind(e) + ")");
    } finally {
      disarmQuietly(email);
    }
  }

  private record Armed(String name, Secret secret) {}

  private Armed arm(String email, String group) throws IOException {
    Optional<KeyLog.Kept> kept = keys.findKey(email);
    if (kept.isPresent()) {
      Optional<Secret> secret = seal.open(kept.get().sealed(), owner(email, kept.get().id()));
      if (unconfirmed(kept.get())) {
        retireOrphan(kept.get());
      } else if (secret.isEmpty()) {
        retire(kept.get());
      } else if (ready(kept.get(), group)) {
        return new Armed(kept.get().name(), secret.get());
      }
      keys.forget(email);
    }
    return create(email, group);
  }

  /** Gives a kept key the group and makes it active; false when the gateway no longer has it. */
  private boolean ready(KeyLog.Kept kept, String group) throws IOException {
    if (!kept.group().equals(group)) {
      // Until the gateway confirms, the key may be in either, and neither may be relied on.
      keys.keep(in("", kept));
      if (!api.assign(kept.id(), group)) {
        return false;
      }
      keys.keep(in(group, kept));
    }
    return api.reactivate(kept.id());
  }

  private static KeyLog.Kept in(String group, KeyLog.Kept kept) {
    return new KeyLog.Kept(kept.email(), kept.id(), kept.name(), group, kept.sealed());
  }

  /**
   * The secret is lost, with a changed HOOP_API_KEY or with an answer; the key gives up its name
   * and is never used again.
   */
  private void retire(KeyLog.Kept kept) throws IOException {
    String retired =
        kept.name() + " (retired " + kept.id().substring(0, Math.min(8, kept.id().length())) + ")";
    api.revoke(kept.id());
    api.rename(kept.id(), retired);
    log.info("Retired the approver key {}, whose secret is lost", kept.name());
  }

  private Armed create(String email, String group) throws IOException {
    Set<String> taken = names();
    for (int i = 0; i < NAMES_TO_TRY; i++) {
      String name = name(email, i);
      if (!taken.contains(name)) {
        Optional<KeyWire> made = create(name, email, group);
        if (made.isPresent()) {
          return keep(email, name, group, made.get());
        }
      }
    }
    throw new IOException("every name for it is taken");
  }

  private Set<String> names() throws IOException {
    return api.list().stream().map(key -> Mapping.text(key.name())).collect(Collectors.toSet());
  }

  /**
   * A key whose secret was lost with the answer must not stay active under a name nobody watches,
   * so the name is written down before the gateway is asked.
   */
  private Optional<KeyWire> create(String name, String email, String group) throws IOException {
    KeyLog.Kept unconfirmed = new KeyLog.Kept(email, "", name, "", "");
    keys.keep(unconfirmed);
    try {
      Optional<KeyWire> made = api.create(name, group);
      if (made.isEmpty()) {
        keys.forget(email);
      }
      return made;
    } catch (IOException lost) {
      retireOrphan(unconfirmed);
      keys.forget(email);
      throw lost;
    }
  }

  private void retireOrphan(KeyLog.Kept unconfirmed) throws IOException {
    for (KeyWire key : api.list()) {
      if (isOf(unconfirmed, key)) {
        String id = Mapping.text(key.id());
        retire(new KeyLog.Kept(unconfirmed.email(), id, unconfirmed.name(), "", ""));
      }
    }
  }

  private Armed keep(String email, String name, String group, KeyWire made) {
    String id = Mapping.text(made.id());
    Secret secret = new Secret(Mapping.text(made.key()));
    keys.keep(new KeyLog.Kept(email, id, name, group, seal.close(secret, owner(email, id))));
    return new Armed(name, secret);
  }

  /** A key of that name that the bot did not make is left alone. */
  private static String name(String email, int attempt) {
    return switch (attempt) {
      case 0 -> email;
      case 1 -> email + " (Slack)";
      default -> email + " (Slack " + attempt + ")";
    };
  }

  private void disarmQuietly(String email) {
    // An interrupted thread could not call the gateway, and the key would stay active.
    boolean interrupted = Thread.interrupted();
    try {
      keys.findKey(email).ifPresent(this::disarmQuietly);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void disarmQuietly(KeyLog.Kept kept) {
    try {
      disarm(kept);
    } catch (IOException first) {
      try {
        disarm(kept);
      } catch (IOException second) {
        leftActive.add(kept.email());
        log.error(
            "The approver key {} could not be revoked ({}); that is tried again until it is",
            kept.name(),
            Meaning.kind(second));
      }
    }
  }

  @Override
  public void tidyUp() {
    for (String email : List.copyOf(leftActive)) {
      synchronized (locks.computeIfAbsent(email, e -> new Object())) {
        try {
          Optional<KeyLog.Kept> kept = keys.findKey(email);
          if (kept.isPresent()) {
            disarm(kept.get());
            log.info("Revoked the approver key {}, which had been left active", kept.get().name());
          }
          leftActive.remove(email);
        } catch (IOException e) {
          log.debug("An approver key is still active ({})", Meaning.kind(e));
        }
      }
    }
  }

  private void disarm(KeyLog.Kept kept) throws IOException {
    if (unconfirmed(kept)) {
      retireOrphan(kept);
    } else {
      api.revoke(kept.id());
    }
  }

  private static String owner(String email, String id) {
    return email + "\n" + id;
  }

  @Override
  public String reason(Person reviewer, String reason) {
    return reason;
  }

  @Override
  public boolean bearsMark(ReviewGroup entry, Person reviewer) {
    Decider decider = entry.reviewedBy();
    return decider != null
        && keys.findKey(reviewer.email().toLowerCase(Locale.ROOT))
            .map(kept -> !unconfirmed(kept) && kept.id().equals(decider.subject()))
            .orElse(false);
  }
}
