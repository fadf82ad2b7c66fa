package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.decision.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The key log without a database; thread-safe. */
final class InMemoryKeyStore implements KeyStore {

  private final Map<String, Kept> byEmail = new ConcurrentSkipListMap<>();

  @Override
  public Optional<Kept> findKey(String email) {
    return Optional.ofNullable(byEmail.get(email));
  }

  @Override
  public List<Kept> keys() {
    return List.copyOf(byEmail.values());
  }

  @Override
  public void keep(Kept key) {
    byEmail.put(key.email(), key);
  }

  @Override
  public void forget(String email) {
    byEmail.remove(email);
  }
}
