package dev.hoop.slackbot.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.review.KeyLog;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of one person who decides: given the clicked group, made active, used once and revoked
 * again. Thread-safe: it is never armed twice at once.
 */
final class ApproverKey {

  private static final Logger log = LoggerFactory.getLogger(ApproverKey.class);
  private static final int NAMES_TO_TRY = 20;

  /** At the standard interval of the polls, a minute. */
  private static final int ROUNDS_UNTIL_NOTHING_IS_LATE = 60;

  private final String email;
  private final KeyApi api;
  private final KeyLog keys;
  private final Seal seal;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * How often each must still be revoked. Kept here too, since what must be revoked may not depend
   * on whether the store answers.
   */
  @GuardedBy("lock")
  private final Map<Suspect, Integer> suspects = new LinkedHashMap<>();

  /**
   * A key of the gateway's that may be active, or become so.
   *
   * @param id empty when its making was not confirmed, and it is known by its name alone
   */
  private record Suspect(String id, String name) {

    static Suspect of(KeyLog.Kept kept) {
      return new Suspect(kept.id(), kept.name());
    }

    boolean unconfirmed() {
      return id.isEmpty();
    }
  }

  private record Armed(String name, Secret secret) {}

  /**
   * One person's key.
   *
   * @param email in lower case
   */
  ApproverKey(String email, KeyApi api, KeyLog keys, Seal seal) {
    this.email = email;
    this.api = api;
    this.keys = keys;
    this.seal = seal;
  }

  /** Takes up what an earlier run asked for and got no answer to: it can still be done. */
  void suspectUnconfirmed(String name) {
    lock.lock();
    try {
      suspects.put(new Suspect("", name), ROUNDS_UNTIL_NOTHING_IS_LATE);
    } finally {
      lock.unlock();
    }
  }

  /** Makes one call with the key, armed for a group. */
  Submission use(String group, Credential.Call call) {
    lock.lock();
    try {
      return useAlone(group, call);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Submission useAlone(String group, Credential.Call call) {
    try {
      Armed armed = arm(group);
      return call.make("approver key " + armed.name(), armed.secret());
    } catch (IOException e) {
      // What was asked for can still be done after it was given up, and after the key was revoked.
      suspects.replaceAll((suspect, times) -> ROUNDS_UNTIL_NOTHING_IS_LATE);
      return new Submission.Unavailable(
          "its key could not be made ready (" + Meaning.kind(e) + ")");
    } finally {
      disarmQuietly();
    }
  }

  /**
   * Revokes what could not be revoked after its use or may have become active since; not while the
   * key is in use again.
   */
  void tidyUp() {
    // Whoever calls this has others to serve, and a click can take long on a slow gateway.
    if (lock.tryLock()) {
      try {
        List.copyOf(suspects.keySet()).forEach(this::tidyUp);
      } finally {
        lock.unlock();
      }
    }
  }

  @GuardedBy("lock")
  private void tidyUp(Suspect suspect) {
    try {
      if (disarm(suspect)) {
        log.info("Revoked the approver key {}, which was still active", suspect.name());
      }
      if (!suspects.containsKey(suspect)) {
        log.info("The approver key {} is revoked for certain", suspect.name());
      }
    } catch (IOException | RuntimeException e) {
      log.debug("An approver key may still be active ({})", kind(e));
    }
  }

  @GuardedBy("lock")
  private Armed arm(String group) throws IOException {
    Optional<KeyLog.Kept> found = keys.findKey(email);
    if (found.isPresent()) {
      KeyLog.Kept kept = found.get();
      suspects.putIfAbsent(Suspect.of(kept), 1);
      Optional<Secret> secret = seal.open(kept.sealed(), owner(kept.id()));
      if (kept.unconfirmed()) {
        retireOrphan(kept.name());
      } else if (secret.isEmpty()) {
        retire(kept.id(), kept.name());
      } else if (ready(kept, group)) {
        return new Armed(kept.name(), secret.get());
      }
      keys.forget(email);
    }
    return create(group);
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
  private void retire(String id, String name) throws IOException {
    api.revoke(id);
    api.rename(id, name + " (retired " + id.substring(0, Math.min(8, id.length())) + ")");
    log.info("Retired the approver key {}, whose secret is lost", name);
  }

  /** Retires a key that was made and never confirmed; false when the gateway has none. */
  private boolean retireOrphan(String name) throws IOException {
    String confirmed = keys.findKey(email).map(KeyLog.Kept::id).orElse("");
    for (KeyWire key : api.list()) {
      String id = Mapping.text(key.id());
      if (name.equals(key.name()) && !id.equals(confirmed)) {
        retire(id, name);
        return true;
      }
    }
    return false;
  }

  @GuardedBy("lock")
  private Armed create(String group) throws IOException {
    Set<String> taken =
        api.list().stream().map(key -> Mapping.text(key.name())).collect(Collectors.toSet());
    for (int i = 0; i < NAMES_TO_TRY; i++) {
      String name = name(i);
      if (!taken.contains(name)) {
        Optional<KeyWire> made = create(name, group);
        if (made.isPresent()) {
          return keep(name, group, made.get());
        }
      }
    }
    throw new IOException("every name for it is taken");
  }

  /**
   * A key whose secret was lost with the answer must not stay active under a name nobody watches,
   * so the name is written down before the gateway is asked.
   */
  @GuardedBy("lock")
  private Optional<KeyWire> create(String name, String group) throws IOException {
    keys.keep(new KeyLog.Kept(email, "", name, "", ""));
    suspects.putIfAbsent(new Suspect("", name), 1);
    Optional<KeyWire> made = api.create(name, group);
    if (made.isEmpty()) {
      // One that is suspected for longer has its name from an earlier call, which came late.
      suspects.remove(new Suspect("", name), 1);
      keys.forget(email);
    }
    return made;
  }

  @GuardedBy("lock")
  private Armed keep(String name, String group, KeyWire made) {
    String id = Mapping.text(made.id());
    Secret secret = new Secret(Mapping.text(made.key()));
    suspects.remove(new Suspect("", name));
    suspects.put(new Suspect(id, name), 1);
    keys.keep(new KeyLog.Kept(email, id, name, group, seal.close(secret, owner(id))));
    return new Armed(name, secret);
  }

  /** A key of that name that the bot did not make is left alone. */
  private String name(int attempt) {
    return switch (attempt) {
      case 0 -> email;
      case 1 -> email + " (Slack)";
      default -> email + " (Slack " + attempt + ")";
    };
  }

  @GuardedBy("lock")
  private void disarmQuietly() {
    // An interrupted thread could not call the gateway, and the key would stay active.
    boolean interrupted = Thread.interrupted();
    try {
      List.copyOf(suspects.keySet()).forEach(this::disarmQuietly);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @GuardedBy("lock")
  private void disarmQuietly(Suspect suspect) {
    try {
      disarm(suspect);
    } catch (IOException | RuntimeException first) {
      try {
        disarm(suspect);
      } catch (IOException | RuntimeException second) {
        log.error(
            "The approver key {} could not be revoked ({}); that is tried again until it is",
            suspect.name(),
            kind(second));
      }
    }
  }

  /** Returns whether it had been active, or there at all where that was not known. */
  @GuardedBy("lock")
  private boolean disarm(Suspect suspect) throws IOException {
    boolean found = suspect.unconfirmed() ? retireOrphan(suspect.name()) : api.revoke(suspect.id());
    boolean retired = suspect.unconfirmed() && found;
    if (!retired && suspects.getOrDefault(suspect, 1) > 1) {
      suspects.merge(suspect, -1, Integer::sum);
    } else {
      suspects.remove(suspect);
      if (suspect.unconfirmed()) {
        forgetUnconfirmed(suspect.name());
      }
    }
    return found;
  }

  private void forgetUnconfirmed(String name) {
    if (keys.findKey(email).filter(k -> k.unconfirmed() && k.name().equals(name)).isPresent()) {
      keys.forget(email);
    }
  }

  private static String kind(Exception e) {
    return e instanceof IOException failure ? Meaning.kind(failure) : e.getClass().getSimpleName();
  }

  private String owner(String id) {
    return email + "\n" + id;
  }
}
