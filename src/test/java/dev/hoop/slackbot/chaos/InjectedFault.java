package dev.hoop.slackbot.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Something that goes wrong.
 *
 * @param at after the beginning
 * @param lasting how long it goes on, where it does
 * @param draw decides what the kind leaves open
 */
record InjectedFault(Duration at, Kind kind, Duration lasting, int draw) {

  /** The ways in which things go wrong; the more often named, the more often drawn. */
  enum Kind {
    KILL(3),
    KILL_AT_A_STEP(5),
    CUT_SOCKETS(2),
    FREEZE_SOCKETS(1),
    SOCKETS_DOWN(1),
    SLACK_DOWN(2),
    SLACK_LIMITS(2),
    SLACK_FAILS(2),
    SLACK_SLOW(2),
    SLACK_LOSES_ANSWERS(3),
    GATEWAY_DOWN(2),
    GATEWAY_FAILS(2),
    GATEWAY_SLOW(1),
    GATEWAY_LOSES_VERDICTS(3),
    GATEWAY_LOSES_KEYS(2),
    KEYS_CHANGED(3),
    KEYS_CHANGED_AT_A_VERDICT(5),
    KEY_LEFT_ACTIVE(1),
    VERDICT_OVERWRITTEN(4),
    PROXY_ANSWERS(3),
    PAGES_FAIL(2),
    SINGLE_READS_FAIL(2),
    LISTS_EMPTY(2),
    POSTS_ANSWERED_LATE(2),
    DISK_FULL(3);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  private static final int FIRST_MILLIS = 4_000;
  private static final int LEAST_GAP_MILLIS = 1_500;
  private static final int MORE_GAP_MILLIS = 2_500;
  private static final int LEAST_LASTING_MILLIS = 400;
  private static final int MORE_LASTING_MILLIS = 2_600;
  private static final int LEAST_LONG_MILLIS = 8_000;
  private static final int MORE_LONG_MILLIS = 7_000;

  /** How long a long fault waits for earlier ones: one that ended meanwhile would end it too. */
  private static final int SETTLED_MILLIS = LEAST_LASTING_MILLIS + MORE_LASTING_MILLIS;

  /** The most that passes from the time at which a long fault is due until it is over. */
  private static final int LONG_MILLIS =
      LEAST_GAP_MILLIS + MORE_GAP_MILLIS + SETTLED_MILLIS + LEAST_LONG_MILLIS + MORE_LONG_MILLIS;

  /**
   * Everything that will go wrong, from the seed alone. In a run of a minute or more, single reads
   * fail for long once and the disk is full for long once, since the bot treats that differently;
   * nothing else begins meanwhile.
   */
  static List<InjectedFault> plan(SplittableRandom random, Duration length) {
    List<Kind> deck = deck();
    Queue<Kind> longOnes = longOnes(random);
    long half = length.toMillis() / 2;
    long room = Math.max(1, half - LONG_MILLIS);
    long nextLong = random.nextLong(room);
    List<InjectedFault> plan = new ArrayList<>();
    long at = FIRST_MILLIS;
    while (at < length.toMillis()) {
      boolean isLong = !longOnes.isEmpty() && at >= nextLong;
      Kind kind = isLong ? longOnes.remove() : deck.get(random.nextInt(deck.size()));
      int lasting =
          isLong
              ? LEAST_LONG_MILLIS + random.nextInt(MORE_LONG_MILLIS)
              : LEAST_LASTING_MILLIS + random.nextInt(MORE_LASTING_MILLIS);
      if (isLong) {
        at += SETTLED_MILLIS;
        nextLong = half + random.nextLong(room);
      }
      plan.add(
          new InjectedFault(
              Duration.ofMillis(at),
              kind,
              Duration.ofMillis(lasting),
              random.nextInt(Integer.MAX_VALUE)));
      at += LEAST_GAP_MILLIS + random.nextInt(MORE_GAP_MILLIS) + (isLong ? lasting : 0);
    }
    return List.copyOf(plan);
  }

  private static List<Kind> deck() {
    List<Kind> deck = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.weight; i++) {
        deck.add(kind);
      }
    }
    return deck;
  }

  /** One for each half of the run. */
  private static Queue<Kind> longOnes(SplittableRandom random) {
    List<Kind> kinds =
        random.nextBoolean()
            ? List.of(Kind.SINGLE_READS_FAIL, Kind.DISK_FULL)
            : List.of(Kind.DISK_FULL, Kind.SINGLE_READS_FAIL);
    return new ArrayDeque<>(kinds);
  }
}
