package dev.hoop.slackbot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.FaultyGateway.Fate;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.rules.RandomClicks;
import dev.hoop.slackbot.review.rules.RandomClicks.Situation;
import dev.hoop.slackbot.review.rules.Rules;
import dev.hoop.slackbot.slack.message.BlockKitRenderer;
import dev.hoop.slackbot.slack.message.MessageSettings;
import dev.hoop.slackbot.sync.KeyedExecutor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * No verdict reaches the gateway without a ruling that allows it and a row of the audit that says
 * so first, whoever clicks what, however often, and whatever fails on the way.
 */
final class VerdictPropertyTest {

  private static final int MOST_ROUNDS = 100_000;
  private static final Clock CLOCK =
      Clock.fixed(SampleReviews.ASKED.plusSeconds(30), ZoneOffset.UTC);

  @Provide
  Arbitrary<List<Situation>> situations() {
    return RandomClicks.any().list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Fate>> fates() {
    return Arbitraries.of(Fate.class).list().ofMaxSize(8);
  }

  @Property(tries = 1_500, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void nothingIsSentThatWasNotAllowedAndWrittenDownFirst(
      @ForAll("situations") List<Situation> situations,
      @ForAll("fates") List<Fate> fates,
      @ForAll boolean oneWorld,
      @ForAll boolean dies) {
    FaultyGateway world = new FaultyGateway(situations.get(0), fates);
    ClickQueue queue = queue(world);

    for (Situation situation : situations) {
      if (!oneWorld) {
        world.turnsInto(situation);
      }
      queue.take(situation.click());
      queue.take(situation.click());
    }
    for (int round = 0; !world.unsettled().isEmpty(); round++) {
      assertThat(round).as("rounds that left a click unsettled").isLessThan(MOST_ROUNDS);
      if (dies) {
        queue = queue(world);
        queue.resume();
      } else {
        queue.retry();
      }
    }

    long clicks = situations.stream().map(Situation::click).map(Click::key).distinct().count();
    assertThat(world.settled()).as("clicks that came to an end").isEqualTo((int) clicks);
    Statistics.label("verdicts sent")
        .collect(Math.min(world.submits(), 3))
        .coverage(
            c -> {
              c.check(1).count(n -> n > 50);
              c.check(2).count(n -> n > 10);
            });
  }

  @Example
  void aVerdictThatArrivesLateIsCreditedThoughTheNextOneIsRefused() {
    Situation situation = RandomClicks.any().sample();
    while (!(situation.ruling() instanceof ClickOutcome.Allowed)
        || situation.click().verdict().kind() != Verdict.Kind.APPROVE) {
      situation = RandomClicks.any().sample();
    }
    FaultyGateway world =
        new FaultyGateway(situation, List.of(Fate.ANSWER_LOST_AND_LATE, Fate.REFUSED));

    queue(world).take(situation.click());

    assertThat(world.confirmed(situation.click().review()))
        .as("verdicts that were credited")
        .hasSize(1);
  }

  @Example
  void aVerdictThatIsCastAgainIsLookedAfterAsLongAsAnyOther() {
    Situation situation = RandomClicks.any().sample();
    while (!(situation.ruling() instanceof ClickOutcome.Allowed)
        || situation.click().verdict().kind() != Verdict.Kind.APPROVE) {
      situation = RandomClicks.any().sample();
    }
    FaultyGateway world = new FaultyGateway(situation, List.of());
    ClickQueue queue = queue(world);
    queue.take(situation.click());
    looks(queue, Duration.ofSeconds(20));

    world.turnsInto(situation);
    looks(queue, Duration.ofSeconds(20));
    assertThat(world.submits()).as("verdicts sent once the last look was over").isEqualTo(2);
    world.turnsInto(situation);
    looks(queue, Duration.ofSeconds(40));

    assertThat(world.confirmed(situation.click().review()))
        .as("a verdict that was overwritten a second time")
        .singleElement()
        .extracting(ClickStore.Confirmed::overwritten)
        .isEqualTo(2);
  }

  private static void looks(ClickQueue queue, Duration meanwhile) {
    for (long i = 0; i < meanwhile.toMillis() / Hasty.STEP; i++) {
      queue.retry();
    }
  }

  /** A clock by which whatever is to be tried again is due at once. */
  private static final class Hasty extends Clock {
    static final int STEP = 10;

    private Instant now = SampleReviews.ASKED;

    @Override
    public Instant instant() {
      // Facts stay fresh from one look at the clock to the next, and pauses are over soon.
      now = now.plusMillis(STEP);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static ClickQueue queue(FaultyGateway world) {
    Rules rules = new Rules(world.situation().config());
    BlockKitRenderer renderer =
        new BlockKitRenderer(new MessageSettings(URI.create("https://hoop.example.com"), true));
    Clock steady = new Hasty();
    ClickHandler handler =
        new ClickHandler(
            new ClickFactsReader(
                world,
                world,
                user -> Optional.ofNullable(world.situation().slackEmail()),
                (user, said) -> said,
                world.known(),
                rules.needsSlackEmail(),
                Runnable::run,
                steady),
            rules,
            world,
            world,
            world.known(),
            world,
            renderer,
            CLOCK,
            steady,
            () -> {});
    return new ClickQueue(world, new OneThread(), handler, CLOCK, steady);
  }

  /** Runs the work at once. */
  private static final class OneThread implements KeyedExecutor {

    @Override
    public void submit(ReviewId review, Runnable work) {
      first(review, work);
    }

    @Override
    public void first(ReviewId review, Runnable work) {
      try {
        work.run();
      } catch (FaultyGateway.Crash | OutOfMemoryError e) {
        // The click stays in the inbox for the next start, or the queue has it pending.
      }
    }
  }
}
