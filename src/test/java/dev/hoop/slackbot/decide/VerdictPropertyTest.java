package dev.hoop.slackbot.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decide.FaultyWorld.Fate;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.OwedLog;
import dev.hoop.slackbot.review.Rules;
import dev.hoop.slackbot.review.Samples;
import dev.hoop.slackbot.review.Situations;
import dev.hoop.slackbot.review.Situations.Situation;
import dev.hoop.slackbot.slack.card.BlockKitWording;
import dev.hoop.slackbot.slack.card.CardSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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

  private static final Clock CLOCK = Clock.fixed(Samples.ASKED.plusSeconds(30), ZoneOffset.UTC);

  @Provide
  Arbitrary<List<Situation>> situations() {
    return Situations.any().list().ofMinSize(1).ofMaxSize(8);
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
    FaultyWorld world = new FaultyWorld(situations.get(0), fates);
    ClickDesk desk = desk(world);

    for (Situation situation : situations) {
      if (!oneWorld) {
        world.turnsInto(situation);
      }
      desk.take(situation.click());
      desk.take(situation.click());
    }
    while (!world.unsettled().isEmpty()) {
      if (dies) {
        desk = desk(world);
        desk.resume();
      } else {
        desk.takeUp();
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

  private static ClickDesk desk(FaultyWorld world) {
    Audit audit = new Audit(world::write, CLOCK);
    Rules rules = new Rules(world.situation().config());
    BlockKitWording wording =
        new BlockKitWording(new CardSettings(URI.create("https://hoop.example.com"), true));
    Decider decider =
        new Decider(
            new Judge(
                world,
                user -> Optional.ofNullable(world.situation().slackEmail()),
                rules,
                world.known()),
            new Ballot(world, world, world, audit),
            world,
            new Closing(world, new NoDebts(), wording, CLOCK, () -> {}),
            audit,
            world.known(),
            review -> Optional.of(world.recheck()),
            CLOCK);
    return new ClickDesk(
        world,
        (review, work) -> {
          try {
            work.run();
          } catch (FaultyWorld.Crash e) {
            // The click stays in the inbox for the next start, or the desk has it left.
          }
        },
        decider);
  }

  /** What is told of a click that counted already is of no account here. */
  private static final class NoDebts implements OwedLog {

    @Override
    public void owe(Owed owed) {
      assertThat(owed.key()).startsWith("click:");
    }

    @Override
    public List<Debt> dueDebts(Instant now) {
      return List.of();
    }

    @Override
    public Optional<Instant> nextDebtDue(Instant now) {
      return Optional.empty();
    }

    @Override
    public void paid(String key) {
      throw new UnsupportedOperationException("nothing is paid here");
    }

    @Override
    public void postponedDebt(String key, Instant until) {
      throw new UnsupportedOperationException("nothing is postponed here");
    }

    @Override
    public void gaveUp(String key) {
      throw new UnsupportedOperationException("nothing is given up here");
    }

    @Override
    public long givenUp() {
      return 0;
    }

    @Override
    public List<Instant> unpaidSince() {
      return List.of();
    }
  }
}
