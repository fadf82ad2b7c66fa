package dev.hoop.slackbot.review;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a group travels through Slack and back: by its name, or by a hash of it where the name is too
 * long for Slack or would be changed there. Whoever has read the review finds the name again.
 */
public final class GroupToken {

  private static final String HASH = "#";
  private static final int HASH_DIGITS = 16;

  private GroupToken() {}

  /**
   * The group a token means.
   *
   * @param groups the names it can mean, those of the force approval groups too
   * @return empty when the token is a hash and fits none of them; any other token is the name
   */
  public static Optional<String> resolve(String token, List<String> groups) {
    if (!looksHashed(token)) {
      return Optional.of(token);
    }
    return groups.stream()
        .filter(name -> hash(name).equals(token))
        .findFirst()
        // The built-in plugin puts every name into its buttons as it is.
        .or(() -> groups.stream().filter(token::equals).findFirst());
  }

  /** Whether a text would be taken for a hash. */
  public static boolean looksHashed(String text) {
    return text.startsWith(HASH);
  }

  /** The token for a name that cannot travel as it is. */
  public static String hash(String group) {
    try {
      // An encoder of characters would make all halves of surrogate pairs the same.
      ByteBuffer units = ByteBuffer.allocate(group.length() * Character.BYTES);
      units.asCharBuffer().put(group);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(units.array());
      return HASH + HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
