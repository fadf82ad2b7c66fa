package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.decision.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A key log whose store can break; thread-safe. */
final class FaultyKeyStore implements KeyStore {

  private final KeyStore whole = new InMemoryKeyStore();
  private volatile boolean broken;
  private volatile Predicate<Kept> refused = kept -> false;

  void breakDown() {
    broken = true;
  }

  void mend() {
    broken = false;
    refused = kept -> false;
  }

  void refuseToKeep(Predicate<Kept> which) {
    refused = which;
  }

  private KeyStore store() {
    if (broken) {
      throw new IllegalStateException("the store is broken");
    }
    return whole;
  }

  @Override
  public Optional<Kept> findKey(String email) {
    return store().findKey(email);
  }

  @Override
  public List<Kept> keys() {
    return store().keys();
  }

  @Override
  public void keep(Kept key) {
    if (refused.test(key)) {
      throw new IllegalStateException("the store does not take it");
    }
    store().keep(key);
  }

  @Override
  public void forget(String email) {
    store().forget(email);
  }
}
