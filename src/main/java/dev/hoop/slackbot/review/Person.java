package dev.hoop.slackbot.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Hoop user.
 *
 * @param subject the user's id in the gateway; not a UUID
 * @param email not unique in the gateway
 * @param admin whether the gateway gives this user the admin role
 * @param slackId null when not linked; not unique in the gateway, and set by the user
 */
public record Person(
    String subject,
    String name,
    String email,
    PersonStatus status,
    boolean admin,
    @Nullable SlackUserId slackId,
    List<String> groups) {

  public Person {
    groups = List.copyOf(groups);
  }

  /** What to call this person where one word must do: the name, else the e-mail. */
  public String displayName() {
    return name.isBlank() ? email : name;
  }

  /** Whether this is the person behind a session, by subject or by e-mail whatever its case. */
  public boolean is(Requester requester) {
    return sameText(subject, requester.subject()) || sameText(email, requester.email());
  }

  /** Whether this person can decide for a group. */
  public boolean activeIn(String group) {
    return status == PersonStatus.ACTIVE && groups.contains(group);
  }

  private static boolean sameText(String mine, String theirs) {
    return !mine.isBlank() && mine.equalsIgnoreCase(theirs);
  }
}
