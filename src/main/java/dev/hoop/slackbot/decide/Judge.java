package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Lookup;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.Rules;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackProfiles;
import dev.hoop.slackbot.review.SlackUnavailableException;
import java.util.List;
import java.util.Optional;

/** Puts the rules to facts that are read afresh for each click. */
public final class Judge {

  private final ReviewSource source;
  private final SlackProfiles profiles;
  private final Rules rules;
  private final AnnouncementLog announcements;

  public Judge(
      ReviewSource source, SlackProfiles profiles, Rules rules, AnnouncementLog announcements) {
    this.source = source;
    this.profiles = profiles;
    this.rules = rules;
    this.announcements = announcements;
  }

  /** Reads the session a click is about; empty when the gateway has none. */
  Optional<Session> fetch(Click click) throws GatewayUnavailableException {
    Optional<Remembered> known = announcements.find(click.review());
    Lookup lookup =
        known.isPresent()
            ? source.fetchSession(known.get().story().session().id())
            : source.fetchByReview(click.review());
    return lookup.match(Optional::of, Optional::empty);
  }

  /** Rules on a click; reads the people, and the clicker's e-mail where that matters. */
  Ruling rule(Click click, Session session)
      throws GatewayUnavailableException, SlackUnavailableException {
    String email = rules.needsSlackEmail() ? profiles.fetchEmail(click.by()).orElse(null) : null;
    List<Decision> decisions =
        announcements.find(click.review()).map(r -> r.story().decisions()).orElse(List.of());
    return rules.rule(click, source.fetchPeople(), email, session, decisions);
  }

  /** Everybody who carries the clicker's Slack id. */
  List<Person> clickers(Click click) throws GatewayUnavailableException {
    return source.fetchPeople().linkedTo(click.by());
  }
}
