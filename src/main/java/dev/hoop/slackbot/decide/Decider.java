package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Answer;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Lookup;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.OwedLog;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Rechecks;
import dev.hoop.slackbot.review.Recipient;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.Rules;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Settlement;
import dev.hoop.slackbot.review.SlackProfiles;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.Wording;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one click out: reads the review and the people afresh, rules, submits, and settles the
 * click with its decision or with what the person must be told. Must run in the review's lane.
 */
public final class Decider {

  private static final Logger log = LoggerFactory.getLogger(Decider.class);

  /** A click older than this was made for a world that may have changed. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final ReviewSource source;
  private final SlackProfiles profiles;
  private final Ballot ballot;
  private final Rules rules;
  private final AnnouncementLog announcements;
  private final Inbox inbox;
  private final OwedLog owed;
  private final Wording wording;
  private final Rechecks rechecks;
  private final Audit audit;
  private final Clock clock;
  private final Runnable onOwed;

  /**
   * @param onOwed told after a message was owed
   */
  public Decider(
      ReviewSource source,
      SlackProfiles profiles,
      Ballot ballot,
      Rules rules,
      AnnouncementLog announcements,
      Inbox inbox,
      OwedLog owed,
      Wording wording,
      Rechecks rechecks,
      Audit audit,
      Clock clock,
      Runnable onOwed) {
    this.source = source;
    this.profiles = profiles;
    this.ballot = ballot;
    this.rules = rules;
    this.announcements = announcements;
    this.inbox = inbox;
    this.owed = owed;
    this.wording = wording;
    this.rechecks = rechecks;
    this.audit = audit;
    this.clock = clock;
    this.onOwed = onOwed;
  }

  /**
   * Carries a click out.
   *
   * @param resumed whether an earlier process may already have begun with it
   */
  void decide(Click click, boolean resumed) {
    if (click.receivedAt().plus(FRESH).isBefore(clock.instant())) {
      audit.expired(click);
      answer(click, new Answer.TooOld());
      return;
    }
    ChannelId channel = click.channel();
    MessageTs message = click.message();
    if (channel != null && message != null) {
      announcements.adopt(click.review(), channel, message);
    }
    try {
      Optional<Session> session = fetch(click);
      if (session.isEmpty()) {
        audit.notFound(click);
        answer(click, new Answer.Gone());
      } else {
        rule(click, session.get(), resumed);
      }
    } catch (GatewayUnavailableException e) {
      audit.failed(click, null, "the gateway could not be asked: " + e.getMessage());
      answer(click, new Answer.NotDone(String.valueOf(e.getMessage())));
    }
    rechecks.recheck(click.review());
  }

  private Optional<Session> fetch(Click click) throws GatewayUnavailableException {
    Optional<Remembered> known = announcements.find(click.review());
    Lookup lookup =
        known.isPresent()
            ? source.fetchSession(known.get().story().session().id())
            : source.fetchByReview(click.review());
    return lookup.match(Optional::of, Optional::empty);
  }

  private void rule(Click click, Session session, boolean resumed)
      throws GatewayUnavailableException {
    String email = rules.needsSlackEmail() ? profiles.fetchEmail(click.by()).orElse(null) : null;
    List<Decision> decisions =
        announcements.find(click.review()).map(r -> r.story().decisions()).orElse(List.of());
    Ruling ruling = rules.rule(click, source.fetchPeople(), email, session, decisions);
    Optional<Person> counted = resumed ? alreadyCounted(click, session) : Optional.empty();
    if (counted.isPresent()) {
      audit.allowed(click, session, counted.get(), "", "it had counted before the restart");
      settle(click, decision(click, counted.get()));
    } else if (ruling instanceof Ruling.Allowed allowed) {
      submit(click, session, allowed.reviewer());
    } else {
      audit.refused(click, session, ruling);
      settle(click, null, wording.refusal(click, ruling));
    }
  }

  /**
   * Whether the verdict of a click that an earlier process began with stands in the gateway
   * already.
   */
  private Optional<Person> alreadyCounted(Click click, Session session)
      throws GatewayUnavailableException {
    return source.fetchPeople().linkedTo(click.by()).stream()
        .filter(p -> ballot.counted(click.verdict(), click.group(), p, session))
        .findFirst();
  }

  private void submit(Click click, Session session, Person reviewer)
      throws GatewayUnavailableException {
    Ballot.Result result = ballot.cast(click, session, reviewer);
    result
        .<Runnable>match(
            counted -> () -> settle(click, decision(click, reviewer)),
            answered -> () -> answer(click, answered.answer()))
        .run();
    if (result instanceof Ballot.Result.Counted) {
      rechecks.recheck(click.review());
      castAgainIfItVanished(click, reviewer);
    }
  }

  /**
   * The gateway has no lock: somebody who decides in its web page at the same instant can write an
   * older state over a vote that it had confirmed.
   */
  private void castAgainIfItVanished(Click click, Person reviewer) {
    Optional<Session> after =
        announcements
            .find(click.review())
            .map(Remembered::story)
            .filter(story -> !story.deleted())
            .map(Story::session);
    if (after.isPresent() && ballot.vanished(click.verdict(), click.group(), after.get())) {
      log.warn("A vote on review {} was overwritten in Hoop; it is cast again", click.review());
      ballot
          .cast(click, after.get(), reviewer)
          .<Runnable>match(
              counted -> () -> {},
              answered -> () -> owed.owe(owed(click, wording.answer(click, answered.answer()))))
          .run();
      onOwed.run();
    }
  }

  private Decision decision(Click click, Person reviewer) {
    return new Decision(
        click.group(),
        click.verdict().kind(),
        click.by(),
        reviewer.displayName(),
        reviewer.email(),
        clock.instant());
  }

  private void answer(Click click, Answer answer) {
    settle(click, null, wording.answer(click, answer));
  }

  private void settle(Click click, Decision decision) {
    inbox.settle(click, new Settlement(decision, List.of()));
  }

  private void settle(Click click, @Nullable Decision decision, Rendered words) {
    inbox.settle(click, new Settlement(decision, List.of(owed(click, words))));
    onOwed.run();
  }

  private static Owed owed(Click click, Rendered words) {
    return new Owed(
        "click:" + click.key(),
        new Recipient.Privately(click.by(), click.channel(), click.responseUrl()),
        words);
  }
}
