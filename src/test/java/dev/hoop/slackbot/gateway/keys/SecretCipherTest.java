package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretCipherTest {

  private static final String OWNER = "ann@acme.io\n83875780-c51a-4872-bdbf-277b6ab2fa24";
  private static final Secret SECRET = new Secret("hpk_S8SBq2v0-the_secret_itself");

  private final SecretCipher cipher = new SecretCipher(new Secret("hpk_admin"));

  @Test
  void opensWhatItClosed() {
    assertThat(cipher.open(cipher.close(SECRET, OWNER), OWNER)).contains(SECRET);
  }

  @Test
  void opensAfterARestartWithTheSameAdminKey() {
    String sealed = cipher.close(SECRET, OWNER);

    assertThat(new SecretCipher(new Secret("hpk_admin")).open(sealed, OWNER)).contains(SECRET);
  }

  @Test
  void keepsCharactersOfEveryAlphabet() {
    Secret secret = new Secret("pass|wörd-密-🔑");

    assertThat(cipher.open(cipher.close(secret, OWNER), OWNER)).contains(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sue@acme.io\n83875780-c51a-4872-bdbf-277b6ab2fa24",
        "ann@acme.io\n00000000-c51a-4872-bdbf-277b6ab2fa24",
        "ann@acme.io83875780-c51a-4872-bdbf-277b6ab2fa24",
        ""
      })
  void opensForNoOtherPersonAndNoOtherKey(String other) {
    String sealed = cipher.close(SECRET, OWNER);

    assertThat(cipher.open(sealed, other)).isEmpty();
  }

  @Test
  void opensUnderNoOtherAdminKey() {
    String sealed = cipher.close(SECRET, OWNER);

    assertThat(new SecretCipher(new Secret("hpk_admim")).open(sealed, OWNER)).isEmpty();
  }

  @Test
  void opensNothingInWhichAnySingleByteWasChanged() {
    byte[] bytes = Base64.getDecoder().decode(cipher.close(SECRET, OWNER));

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String tampered = Base64.getEncoder().encodeToString(changed);
      assertThat(cipher.open(tampered, OWNER)).as("opened with byte %d changed", i).isEmpty();
    }
  }

  @Test
  void opensNothingThatWasCutShortOrLengthened() {
    byte[] bytes = Base64.getDecoder().decode(cipher.close(SECRET, OWNER));

    for (int length = 0; length <= bytes.length + 1; length++) {
      if (length != bytes.length) {
        String other = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes, length));
        assertThat(cipher.open(other, OWNER)).as("opened with %d bytes", length).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "no base64 at all!", "hpk_plain", "AAAA", "====", "schlüssel"})
  void opensNothingThatItCannotHaveMade(String text) {
    assertThat(cipher.open(text, OWNER)).isEmpty();
  }

  @Test
  void closesTheSameSecretDifferentlyEachTime() {
    assertThat(cipher.close(SECRET, OWNER)).isNotEqualTo(cipher.close(SECRET, OWNER));
  }

  @Test
  void leavesNothingToRead() {
    String sealed = cipher.close(SECRET, OWNER);
    String bytes = new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1);

    assertThat(sealed).doesNotContain("hpk_", "S8SB", "secret", "ann@");
    assertThat(bytes).doesNotContain("hpk_", "S8SB", "secret", "ann@", "8387");
  }
}
