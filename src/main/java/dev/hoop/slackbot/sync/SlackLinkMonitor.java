package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people which Hoop user their Slack account was just linked to. A link is made by whoever
 * opens it while logged in. When it was slipped to them, only the account that they were linked to
 * before is theirs; the new one is that of whoever slipped it.
 */
public final class SlackLinkMonitor {

  private static final Logger log = LoggerFactory.getLogger(SlackLinkMonitor.class);

  private final ReviewSource source;
  private final LinkStore links;
  private final SlackProfiles profiles;
  private final boolean matchEmails;
  private final MessageRenderer renderer;
  private final Runnable onChange;

  // Both belong to the thread of the rounds.
  private boolean doubted;

  /** How many links the last list had that was not doubted. */
  private int trusted;

  /**
   * @param matchEmails whether a link counts only where the e-mails of both accounts are the same
   */
  public SlackLinkMonitor(
      ReviewSource source,
      LinkStore links,
      SlackProfiles profiles,
      boolean matchEmails,
      MessageRenderer renderer,
      Runnable onChange) {
    this.source = source;
    this.links = links;
    this.profiles = profiles;
    this.matchEmails = matchEmails;
    this.renderer = renderer;
    this.onChange = onChange;
  }

  /** Compares the users' links with those seen before. */
  public void round() throws GatewayUnavailableException {
    List<Person> all = source.recentPeople().all();
    List<Person> linked = all.stream().filter(p -> p.slackId() != null).toList();
    try {
      Set<String> mismatched = matchEmails ? mismatched(linked) : Set.of();
      Set<String> subjects = all.stream().map(Person::subject).collect(Collectors.toSet());
      doubt(links.see(links(linked, mismatched), subjects), linked.size());
      onChange.run();
    } catch (SlackUnavailableException e) {
      // Told late rather than wrong: the next round finds the same links new.
      log.debug("Slack does not tell the e-mail of somebody who was just linked", e);
    }
  }

  /** Most users do not leave at once; a list that says so is hardly the whole. */
  private void doubt(int missing, int present) {
    boolean shorter = missing > 0 && (present == 0 || present * 2 < trusted);
    if (shorter && !doubted) {
      log.warn(
          "Hoop lists only {} users who are linked to Slack and leaves out {}; their links are kept"
              + " in mind, but they cannot decide",
          present,
          missing);
    }
    doubted = shorter;
    trusted = shorter ? trusted : present;
  }

  /** The subjects of those whose new link does not count. Slack is asked for new links alone. */
  private Set<String> mismatched(List<Person> linked) throws SlackUnavailableException {
    Set<String> fresh =
        links.unseen(links(linked, Set.of())).stream()
            .map(LinkStore.Link::subject)
            .collect(Collectors.toSet());
    Set<String> mismatched = new HashSet<>();
    for (Person person : linked) {
      SlackUserId user = person.slackId();
      if (user != null
          && fresh.contains(person.subject())
          && profiles.fetchEmail(user).filter(person.email()::equalsIgnoreCase).isEmpty()) {
        mismatched.add(person.subject());
      }
    }
    return mismatched;
  }

  private List<LinkStore.Link> links(List<Person> linked, Set<String> mismatched) {
    List<LinkStore.Link> links = new ArrayList<>();
    for (Person person : linked) {
      SlackUserId user = person.slackId();
      if (user != null) {
        boolean counts = !mismatched.contains(person.subject());
        links.add(
            new LinkStore.Link(
                user,
                person.subject(),
                () -> counts ? renderer.newLink(person) : renderer.idleLink(person),
                () -> renderer.movedLink(person)));
      }
    }
    return links;
  }
}
