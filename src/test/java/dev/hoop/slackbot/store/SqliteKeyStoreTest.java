package dev.hoop.slackbot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.decision.KeyStore.Kept;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteKeyStoreTest {
  private static final Kept ANNS = new Kept("ann@example.com", "id-1", "ann key", "sealed1");
  private static final Kept BOBS = new Kept("bob@example.com", "id-2", "bob key", "sealed2");

  @TempDir private Path directory;
  private TestStore opened;
  private KeyStore keys;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    keys = opened.store().keys();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void keepsKeysAcrossARestart() {
    keys.keep(BOBS);
    keys.keep(ANNS);
    opened.restart();

    assertThat(opened.store().keys().keys()).containsExactly(ANNS, BOBS);
    assertThat(opened.store().keys().findKey("bob@example.com")).contains(BOBS);
    assertThat(opened.store().keys().findKey("eve@example.com")).isEmpty();
  }

  @Test
  void replacesAPersonsKey() {
    Kept newer = new Kept("ann@example.com", "id-3", "ann key", "sealed3");
    keys.keep(ANNS);

    keys.keep(newer);

    assertThat(keys.keys()).containsExactly(newer);
  }

  @Test
  void forgetsAKey() {
    keys.keep(ANNS);

    keys.forget("ann@example.com");
    keys.forget("ann@example.com");

    assertThat(keys.keys()).isEmpty();
  }
}
