package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Answer;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.GroupToken;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Rechecks;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private final Judge judge;
  private final Ballot ballot;
  private final Inbox inbox;
  private final Closing closing;
  private final Audit audit;
  private final AnnouncementLog announcements;
  private final Rechecks rechecks;
  private final Clock clock;

  public Decider(
      Judge judge,
      Ballot ballot,
      Inbox inbox,
      Closing closing,
      Audit audit,
      AnnouncementLog announcements,
      Rechecks rechecks,
      Clock clock) {
    this.judge = judge;
    this.ballot = ballot;
    this.inbox = inbox;
    this.closing = closing;
    this.audit = audit;
    this.announcements = announcements;
    this.rechecks = rechecks;
    this.clock = clock;
  }

  /** What is left to be done for a click once it was worked on. */
  enum Next {
    NOTHING,
    /** {@link #resume}: nothing may be said of it or done for it before. */
    RESUME,
    /** {@link #findOut}: its vote was sent, and nobody knows what became of it. */
    FIND_OUT
  }

  /** Takes up a click that an earlier process, or a run that failed, may have begun with. */
  Next resume(Click click) {
    Inbox.Progress progress = inbox.progress(click);
    if (progress == Inbox.Progress.SETTLED) {
      return Next.NOTHING;
    }
    try {
      // A credential's mark can be the same for everybody, so it speaks for begun clicks only.
      if (progress == Inbox.Progress.BEGUN
          && credited(click, judge.fetch(click), "it had counted already")) {
        return Next.NOTHING;
      }
    } catch (GatewayUnavailableException e) {
      log.debug("A click that was begun with waits for the gateway: {}", e.getMessage());
      return Next.RESUME;
    }
    return decide(click);
  }

  /** Asks again what became of a vote whose answer was lost; sends nothing. */
  Next findOut(Click click) {
    if (inbox.progress(click) == Inbox.Progress.SETTLED) {
      return Next.NOTHING;
    }
    try {
      Optional<Session> session = judge.fetch(click);
      if (!credited(click, session, "it had counted, though the answer was lost")) {
        audit.failed(click, session.orElse(null), "the answer was lost, and it has not counted");
        closing.answered(click, sequel(click, session));
      }
      return Next.NOTHING;
    } catch (GatewayUnavailableException e) {
      log.debug("A vote whose answer was lost waits for the gateway: {}", e.getMessage());
      return Next.FIND_OUT;
    }
  }

  private Answer sequel(Click click, Optional<Session> session) {
    return session
        .<Answer>map(
            s ->
                ballot.vanished(click.verdict(), named(click, s).group(), s)
                    ? new Answer.NotDone("Hoop never got it")
                    : new Answer.Unsure())
        .orElseGet(Answer.Gone::new);
  }

  /** Settles a click whose vote stands in the gateway; false where none does. */
  private boolean credited(Click begun, Optional<Session> session, String outcome)
      throws GatewayUnavailableException {
    if (session.isEmpty()) {
      return false;
    }
    Click click = named(begun, session.get());
    if (countedForAnother(click)) {
      return false;
    }
    Optional<Person> reviewer =
        judge.clickers(click).stream()
            .filter(p -> ballot.counted(click.verdict(), click.group(), p, session.get()))
            .findFirst();
    if (reviewer.isEmpty()) {
      return false;
    }
    audit.allowed(click, session.get(), reviewer.get(), "", outcome);
    adoptCard(click);
    closing.decided(click, reviewer.get());
    var unused = rechecks.recheck(click.review());
    return true;
  }

  /** The vote of somebody else for the group can bear the same mark, and is accounted for. */
  private boolean countedForAnother(Click click) {
    return announcements
        .find(click.review())
        .map(known -> known.story().decisions())
        .orElse(List.of())
        .stream()
        .filter(decision -> decision.group().equals(click.group()))
        .filter(decision -> decision.kind() == click.verdict().kind())
        .anyMatch(decision -> !decision.by().equals(click.by()));
  }

  /** Carries a click out that nobody has begun with. */
  Next decide(Click click) {
    if (click.receivedAt().plus(FRESH).isBefore(clock.instant())) {
      audit.expired(click);
      closing.answered(click, new Answer.TooOld());
      return Next.NOTHING;
    }
    adoptCard(click);
    if (!announcements.knows(click.review())) {
      // Once it is decided, nobody could tell it from an old story that its requester knows.
      var unused = rechecks.recheck(click.review());
    }
    Outcome outcome = carryOut(click);
    Optional<Session> after = rechecks.recheck(click.review());
    Person counted = outcome.counted();
    if (counted != null && after.isPresent()) {
      castAgainIfItVanished(named(click, after.get()), after.get(), counted);
    }
    return outcome.next();
  }

  /**
   * How far a click came.
   *
   * @param counted the reviewer when their verdict was sent and counted just now
   */
  private record Outcome(@Nullable Person counted, Next next) {
    private static final Outcome ENDED = new Outcome(null, Next.NOTHING);
    private static final Outcome OPEN = new Outcome(null, Next.FIND_OUT);
  }

  /** The card may be a copy that nobody here knows yet. */
  private void adoptCard(Click click) {
    ChannelId channel = click.channel();
    MessageTs message = click.message();
    if (channel != null && message != null) {
      announcements.adopt(click.review(), channel, message);
    }
  }

  private Outcome carryOut(Click click) {
    try {
      Optional<Session> session = judge.fetch(click);
      if (session.isPresent()) {
        return rule(named(click, session.get()), session.get());
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
    return Outcome.ENDED;
  }

  /**
   * The click for the group that its token means, or as it is where no group of the review fits.
   */
  private static Click named(Click click, Session session) {
    Review review = session.review();
    List<String> groups =
        Stream.concat(
                review.groups().stream().map(ReviewGroup::name),
                review.forceApprovalGroups().stream())
            .toList();
    return GroupToken.resolve(click.group(), groups).map(click::forGroup).orElse(click);
  }

  private Outcome rule(Click click, Session session)
      throws GatewayUnavailableException, SlackUnavailableException {
    Ruling ruling = judge.rule(click, session);
    if (ruling instanceof Ruling.Allowed allowed) {
      return submit(click, session, allowed.reviewer());
    }
    audit.refused(click, session, ruling);
    closing.refused(click, ruling);
    return Outcome.ENDED;
  }

  private Outcome submit(Click click, Session session, Person reviewer) {
    return ballot
        .cast(click, session, reviewer)
        .match(
            counted -> {
              closing.decided(click, reviewer);
              return new Outcome(reviewer, Next.NOTHING);
            },
            answered -> {
              closing.answered(click, answered.answer());
              return Outcome.ENDED;
            },
            open -> {
              closing.meanwhile(click, new Answer.NotKnownYet());
              return Outcome.OPEN;
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
                },
                open -> {
                  // The click has counted once and is settled; the card shows what stands.
                  audit.failed(click, after, reviewer, open.credential(), "the answer was lost");
                  closing.afterwards(click, new Answer.Unsure());
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
