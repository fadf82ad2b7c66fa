package dev.hoop.slackbot.announce;

import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.LinkLog;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.Wording;
import java.util.List;
import java.util.Optional;

/**
 * Tells people which Hoop user their Slack account was just linked to. A link is made by whoever
 * opens it while logged in. When it was slipped to them, only the account that they were linked to
 * before is theirs; the new one is that of whoever slipped it.
 */
public final class LinkWatch {

  private final ReviewSource source;
  private final LinkLog links;
  private final Wording wording;
  private final Runnable onChange;

  public LinkWatch(ReviewSource source, LinkLog links, Wording wording, Runnable onChange) {
    this.source = source;
    this.links = links;
    this.wording = wording;
    this.onChange = onChange;
  }

  /** Compares the users' links with those seen before. */
  public void round() throws GatewayUnavailableException {
    List<LinkLog.Link> now =
        source.recentPeople().all().stream().flatMap(p -> link(p).stream()).toList();
    links.see(now);
    onChange.run();
  }

  private Optional<LinkLog.Link> link(Person person) {
    return Optional.ofNullable(person.slackId())
        .map(
            id ->
                new LinkLog.Link(
                    id,
                    person.subject(),
                    () -> wording.newLink(person),
                    () -> wording.movedLink(person)));
  }
}
