package dev.hoop.slackbot.review;

/**
 * The connection a session goes to.
 *
 * @param name as the gateway and its plugins know it
 * @param type for instance {@code database}
 * @param subtype for instance {@code postgres}; empty when there is none
 */
public record Connection(String name, String type, String subtype) {

  /** Type and subtype in one word, such as {@code database/postgres}. */
  public String kind() {
    return subtype.isBlank() ? type : type + "/" + subtype;
  }
}
