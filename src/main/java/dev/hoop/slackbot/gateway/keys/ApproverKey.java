package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.CredentialFaultException;
import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.StoreFailedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of one person who decides: given the clicked group, made active, used once and revoked
 * again. Thread-safe: it is never leased twice at once.
 */
final class ApproverKey {

  private static final Logger log = LoggerFactory.getLogger(ApproverKey.class);

  /** What is said of all of them at once, since their names are people's. */
  static final String ALL = "approver keys";

  private static final int NAMES_TO_TRY = 20;

  private final String email;
  private final KeyApi api;
  private final KeyStore keys;
  private final SecretCipher cipher;
  private final CredentialHealth health;

  /** Held by the lease or the sweep that is at work. No lock: another thread may close a lease. */
  private final Semaphore turn = new Semaphore(1, true);

  /** What the lease under way may have made active: names by id. Only for who holds the turn. */
  private final Map<String, String> active = new LinkedHashMap<>();

  /** The ids of all keys that this person was given, as far as this process knows. */
  private final Set<String> ours = ConcurrentHashMap.newKeySet();

  /** Names of keys that the gateway was asked to make and has not said that it made. */
  private final Set<String> unconfirmed = ConcurrentHashMap.newKeySet();

  private volatile boolean uncertain;
  private volatile boolean distrusted;

  private record Armed(String id, String name, Secret secret) {}

  /**
   * One person's key.
   *
   * @param email in lower case
   */
  ApproverKey(
      String email, KeyApi api, KeyStore keys, SecretCipher cipher, CredentialHealth health) {
    this.email = email;
    this.api = api;
    this.keys = keys;
    this.cipher = cipher;
    this.health = health;
  }

  /** Takes up what an earlier run left. */
  void remember(KeyStore.Kept kept) {
    if (kept.unconfirmed()) {
      unconfirmed.add(kept.name());
    } else {
      ours.add(kept.id());
    }
  }

  /** Whether a call failed that can have left, or still make, a key active. */
  boolean uncertain() {
    return uncertain;
  }

  /** Before it is used again, the gateway is asked what the key is good for. */
  void distrust() {
    distrusted = true;
  }

  /** Readies the key for a group, and waits for the lease before. */
  CheckedLease lease(String group) {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CheckedLease.faulty(
          ClickOutcome.because(Reason.GATEWAY_UNAVAILABLE, "the bot is ending"));
    }
    boolean ready = false;
    try {
      Armed armed = arm(group);
      health.fine(KeyApi.ADMIN_KEY);
      health.fine(ALL);
      ready = true;
      return CheckedLease.ready(
          "approver key " + armed.name(), armed.id(), armed.secret(), this::end);
    } catch (CredentialFaultException e) {
      health.fault(e.credential(), e.why());
      return CheckedLease.faulty(
          ClickOutcome.answered(Reason.CREDENTIAL_FAULT, e.why(), e.credential()));
    } catch (IOException e) {
      // What was asked for can still be done after it was given up, and after the key was revoked.
      uncertain = true;
      return notReady(GatewayErrors.kind(e));
    } catch (RuntimeException e) {
      if (!StoreFailedException.isSaid(e)) {
        log.error("An approver key could not be made ready", e);
      }
      return notReady("a fault of the bot's own");
    } finally {
      if (!ready) {
        end();
      }
    }
  }

  private static CheckedLease notReady(String why) {
    return CheckedLease.faulty(
        ClickOutcome.because(
            Reason.GATEWAY_UNAVAILABLE, "its key could not be made ready (" + why + ")"));
  }

  private Armed arm(String group) throws IOException {
    Armed armed = armKept(group);
    if (armed == null) {
      armed = create(group);
    }
    // A call that was given up can be carried out after the group was assigned.
    if (distrusted || uncertain) {
      requireGroup(api.find(armed.id()), group);
      distrusted = false;
    }
    return armed;
  }

  private @Nullable Armed armKept(String group) throws IOException {
    KeyStore.Kept kept = keys.findKey(email).orElse(null);
    if (kept == null) {
      return null;
    }
    remember(kept);
    if (kept.unconfirmed()) {
      retireUnconfirmed(api.list());
    } else {
      active.put(kept.id(), kept.name());
      Secret secret = cipher.open(kept.sealed(), owner(kept.id())).orElse(null);
      if (secret == null) {
        retire(kept.id(), kept.name());
      } else if (ready(kept, group)) {
        return new Armed(kept.id(), kept.name(), secret);
      }
    }
    keys.forget(email);
    return null;
  }

  /**
   * Gives a kept key the group and makes it active; false when the gateway has no such key any
   * more. Whatever group it was given before may have been changed in Hoop since.
   */
  private boolean ready(KeyStore.Kept kept, String group) throws IOException {
    Optional<KeyWire> assigned = api.assign(kept.id(), group);
    if (assigned.isEmpty()) {
      return false;
    }
    KeyWire key = assigned.get();
    if (!kept.name().equals(key.name())) {
      // Hoop would record whatever somebody has named it since.
      log.warn("An approver key was renamed in Hoop; it stays revoked, and another one is made");
      return false;
    }
    requireGroup(assigned, group);
    return api.reactivate(kept.id());
  }

  private static void requireGroup(Optional<KeyWire> key, String group) throws IOException {
    if (key.isEmpty() || !List.of(group).equals(key.get().groups())) {
      throw new CredentialFaultException(
          ALL,
          "Hoop did not give the key the clicked group alone; see who changes its API keys while"
              + " they are in use");
    }
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

  private void retireUnconfirmed(List<KeyWire> listed) throws IOException {
    for (KeyWire key : listed) {
      String name = WireMapper.text(key.name());
      if (unconfirmed.contains(name) && api.made(key)) {
        retire(WireMapper.text(key.id()), name);
        unconfirmed.remove(name);
        keys.findKey(email)
            .filter(kept -> kept.unconfirmed() && kept.name().equals(name))
            .ifPresent(kept -> keys.forget(email));
      }
    }
  }

  private Armed create(String group) throws IOException {
    Set<String> taken =
        api.list().stream().map(key -> WireMapper.text(key.name())).collect(Collectors.toSet());
    for (int i = 0; i < NAMES_TO_TRY; i++) {
      String name = name(i);
      if (!taken.contains(name)) {
        Optional<KeyWire> made = create(name, group);
        if (made.isPresent()) {
          Armed armed = keep(name, made.get());
          requireGroup(made, group);
          return armed;
        }
      }
    }
    throw new IOException("every name for it is taken");
  }

  /**
   * A key whose secret was lost with the answer must not stay active under a name nobody watches,
   * so the name is written down before the gateway is asked.
   */
  private Optional<KeyWire> create(String name, String group) throws IOException {
    keys.keep(new KeyStore.Kept(email, "", name, ""));
    boolean first = unconfirmed.add(name);
    Optional<KeyWire> made = api.create(name, group);
    if (made.isEmpty()) {
      keys.forget(email);
      if (first) {
        // Otherwise an earlier call has come late, and what took the name is to be retired.
        unconfirmed.remove(name);
      }
    }
    return made;
  }

  private Armed keep(String name, KeyWire made) {
    String id = WireMapper.text(made.id());
    Secret secret = new Secret(WireMapper.text(made.key()));
    ours.add(id);
    active.put(id, name);
    unconfirmed.remove(name);
    keys.keep(new KeyStore.Kept(email, id, name, cipher.close(secret, owner(id))));
    return new Armed(id, name, secret);
  }

  /** A key of that name that the bot did not make is left alone. */
  private String name(int attempt) {
    return switch (attempt) {
      case 0 -> email;
      case 1 -> email + " (Slack)";
      default -> email + " (Slack " + attempt + ")";
    };
  }

  /** Revokes what the lease made active, and gives up the turn. Never throws. */
  private void end() {
    // An interrupted thread could not call the gateway, and the key would stay active.
    boolean interrupted = Thread.interrupted();
    try {
      active.forEach((id, name) -> revokeOrSay(name, () -> api.revoke(id)));
      if (uncertain && !unconfirmed.isEmpty()) {
        String name = String.join(", ", unconfirmed);
        revokeOrSay(name, () -> retireUnconfirmed(api.list()));
      }
    } finally {
      active.clear();
      turn.release();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A call that makes a key harmless. */
  private interface Revocation {
    void run() throws IOException;
  }

  private void revokeOrSay(String name, Revocation revocation) {
    try {
      revocation.run();
    } catch (IOException | RuntimeException first) {
      try {
        revocation.run();
      } catch (IOException | RuntimeException second) {
        uncertain = true;
        log.error(
            "The approver key {} could not be revoked ({}); that is tried again until it is",
            name,
            kind(second));
      }
    }
  }

  /**
   * Revokes what is active although nobody uses it; does not wait for a lease, which revokes what
   * it used itself.
   *
   * @param listed all keys as the gateway listed them just now
   */
  void sweep(List<KeyWire> listed) {
    if (!turn.tryAcquire()) {
      return;
    }
    try {
      for (KeyWire key : listed) {
        String id = WireMapper.text(key.id());
        // The list can be older than the last lease, whose key is revoked once more in vain then.
        if (ours.contains(id) && "active".equals(key.status()) && api.revoke(id)) {
          log.info("Revoked the approver key {}, which was still active", key.name());
        }
      }
      retireUnconfirmed(listed);
      uncertain = false;
    } catch (IOException | RuntimeException e) {
      uncertain = true;
      log.debug("An approver key may still be active ({})", kind(e));
    } finally {
      turn.release();
    }
  }

  private static String kind(Exception e) {
    return e instanceof IOException failure
        ? GatewayErrors.kind(failure)
        : e.getClass().getSimpleName();
  }

  private String owner(String id) {
    return email + "\n" + id;
  }
}
