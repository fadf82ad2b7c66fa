package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.review.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets for the store with AES-256-GCM under a key derived from the admin key, so that
 * the database file alone opens nothing.
 */
final class SecretCipher {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] PURPOSE =
      "hoop-slack-bot approver keys v1".getBytes(StandardCharsets.UTF_8);

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  SecretCipher(Secret adminKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(adminKey), "HmacSHA256"));
      // The admin key is random and long, so one keyed hash is all the derivation it needs.
      this.key = new SecretKeySpec(mac.doFinal(PURPOSE), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }

  private static byte[] bytes(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Encrypts a secret.
   *
   * @param owner bound to it: opened for anybody else it does not open
   */
  String close(Secret secret, String owner) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
      byte[] sealed = cipher.doFinal(bytes(secret));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-GCM", e);
    }
  }

  /**
   * Opens what {@link #close} made; empty when the admin key is another, or it was tampered with.
   */
  Optional<Secret> open(String sealed, String owner) {
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed);
      // Too short to hold a tag, some Javas throw what they declare nowhere.
      if (bytes.length < NONCE + TAG_BITS / 8) {
        return Optional.empty();
      }
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), owner);
      byte[] open = cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
      return Optional.of(new Secret(new String(open, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
