package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Answer;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Rechecks;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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

  private final Judge judge;
  private final Ballot ballot;
  private final Closing closing;
  private final Audit audit;
  private final AnnouncementLog announcements;
  private final Rechecks rechecks;
  private final Clock clock;

  public Decider(
      Judge judge,
      Ballot ballot,
      Closing closing,
      Audit audit,
      AnnouncementLog announcements,
      Rechecks rechecks,
      Clock clock) {
    this.judge = judge;
    this.ballot = ballot;
    this.closing = closing;
    this.audit = audit;
    this.announcements = announcements;
    this.rechecks = rechecks;
    this.clock = clock;
  }

  /**
   * Takes up a click that an earlier process may have begun with.
   *
   * @return false while the gateway does not say whether it has counted already; nothing may be
   *     said of it or done for it until then
   */
  boolean resume(Click click) {
    Optional<Person> reviewer;
    try {
      reviewer = creditOfEarlierRun(click);
    } catch (GatewayUnavailableException e) {
      log.debug("A click of an earlier run waits for the gateway: {}", e.getMessage());
      return false;
    }
    if (reviewer.isPresent()) {
      adoptCard(click);
      closing.decided(click, reviewer.get());
      var unused = rechecks.recheck(click.review());
    } else {
      decide(click);
    }
    return true;
  }

  private Optional<Person> creditOfEarlierRun(Click click) throws GatewayUnavailableException {
    Optional<Session> session = judge.fetch(click);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    Optional<Person> reviewer =
        judge.clickers(click).stream()
            .filter(p -> ballot.counted(click.verdict(), click.group(), p, session.get()))
            .findFirst();
    reviewer.ifPresent(
        p -> audit.allowed(click, session.get(), p, "", "it had counted before the restart"));
    return reviewer;
  }

  /** Carries a click out that nobody has begun with. */
  void decide(Click click) {
    if (click.receivedAt().plus(FRESH).isBefore(clock.instant())) {
      audit.expired(click);
      closing.answered(click, new Answer.TooOld());
      return;
    }
    adoptCard(click);
    Optional<Person> counted = carryOut(click);
    Optional<Session> after = rechecks.recheck(click.review());
    if (counted.isPresent() && after.isPresent()) {
      castAgainIfItVanished(click, after.get(), counted.get());
    }
  }

  /** The card may be a copy that nobody here knows yet. */
  private void adoptCard(Click click) {
    ChannelId channel = click.channel();
    MessageTs message = click.message();
    if (channel != null && message != null) {
      announcements.adopt(click.review(), channel, message);
    }
  }

  /** Returns the reviewer when their verdict was sent and counted just now. */
  private Optional<Person> carryOut(Click click) {
    try {
      Optional<Session> session = judge.fetch(click);
      if (session.isPresent()) {
        return rule(click, session.get());
      }
      audit.notFound(click);
      closing.answered(click, new Answer.Gone());
    } catch (GatewayUnavailableException e) {
      audit.failed(click, null, "the gateway could not be asked: " + e.getMessage());
      closing.answered(click, new Answer.NotDone(String.valueOf(e.getMessage())));
    } catch (SlackUnavailableException e) {
      audit.failed(click, null, String.valueOf(e.getMessage()));
      closing.answered(click, new Answer.NotDone(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private Optional<Person> rule(Click click, Session session)
      throws GatewayUnavailableException, SlackUnavailableException {
    Ruling ruling = judge.rule(click, session);
    if (ruling instanceof Ruling.Allowed allowed) {
      return submit(click, session, allowed.reviewer());
    }
    audit.refused(click, session, ruling);
    closing.refused(click, ruling);
    return Optional.empty();
  }

  private Optional<Person> submit(Click click, Session session, Person reviewer) {
    return ballot
        .cast(click, session, reviewer)
        .match(
            counted -> {
              closing.decided(click, reviewer);
              return Optional.of(reviewer);
            },
            answered -> {
              closing.answered(click, answered.answer());
              return Optional.empty();
            });
  }

  /**
   * The gateway has no lock: somebody who decides in its web page at the same instant can write an
   * older state over a vote that it had confirmed.
   *
   * @param after as read after the vote, since nothing may be sent again to a review that has it
   */
  private void castAgainIfItVanished(Click click, Session after, Person reviewer) {
    if (!ballot.vanished(click.verdict(), click.group(), after)) {
      return;
    }
    log.warn("A vote on review {} was overwritten in Hoop; it is cast again", click.review());
    boolean counted =
        ballot
            .cast(Ballot.again(click, after), after, reviewer)
            .match(
                yes -> true,
                answered -> {
                  closing.afterwards(click, answered.answer());
                  return false;
                });
    Optional<Session> then = rechecks.recheck(click.review());
    if (counted && then.isPresent()) {
      sayIfItVanished(click, then.get(), reviewer);
    }
  }

  /** Twice is enough: whoever writes over a vote again and again is left to the people. */
  private void sayIfItVanished(Click click, Session then, Person reviewer) {
    if (ballot.vanished(click.verdict(), click.group(), then)) {
      audit.failed(click, then, reviewer, "", "it was overwritten in Hoop a second time");
      closing.afterwards(click, new Answer.NotCounted(click.group()));
    }
  }
}
