package dev.hoop.slackbot.review;

import java.util.List;
import java.util.Optional;

/** All Hoop users at one instant. */
public record People(List<Person> all) {

  public People {
    all = List.copyOf(all);
  }

  /**
   * Everybody who carries this Slack id: none, one, or, since nothing in the gateway forbids it,
   * several.
   */
  public List<Person> linkedTo(SlackUserId slackId) {
    return all.stream().filter(p -> slackId.equals(p.slackId())).toList();
  }

  /** The user behind a session; empty for machine identities and for users who are gone. */
  public Optional<Person> find(Requester requester) {
    return all.stream()
        .filter(p -> p.subject().equals(requester.subject()))
        .findFirst()
        .or(() -> all.stream().filter(p -> p.is(requester)).findFirst());
  }
}
