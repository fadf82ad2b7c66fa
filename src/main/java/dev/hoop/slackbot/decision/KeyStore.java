package dev.hoop.slackbot.decision;

import java.util.List;
import java.util.Optional;

/** The approver keys the bot made. Their secrets are encrypted before they come here. */
public interface KeyStore {

  /**
   * A key the bot made.
   *
   * @param email whose it is, in lower case
   * @param id the gateway's id of the key; empty while its making is not confirmed
   * @param name under which the gateway lists it
   */
  record Kept(String email, String id, String name, String sealed) {

    /** Whether the gateway has not said yet that it made the key. */
    public boolean unconfirmed() {
      return id.isEmpty();
    }
  }

  Optional<Kept> findKey(String email);

  List<Kept> keys();

  /** Adds or replaces a person's key. */
  void keep(Kept key);

  void forget(String email);
}
