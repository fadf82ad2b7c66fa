package dev.hoop.slackbot.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

  /** What the bot answers differently when it lasts; the first of each does, and is left alone. */
  private static final Set<Kind> LONG_ONCE = EnumSet.of(Kind.SINGLE_READS_FAIL, Kind.DISK_FULL);

  /** Everything that will go wrong, from the seed alone. */
  static List<InjectedFault> plan(SplittableRandom random, Duration length) {
    List<Kind> deck = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.weight; i++) {
        deck.add(kind);
      }
    }
    List<InjectedFault> plan = new ArrayList<>();
    Set<Kind> longToCome = EnumSet.copyOf(LONG_ONCE);
    long at = FIRST_MILLIS;
    while (at < length.toMillis()) {
      Kind kind = deck.get(random.nextInt(deck.size()));
      boolean isLong = longToCome.remove(kind);
      int lasting =
          isLong
              ? LEAST_LONG_MILLIS + random.nextInt(MORE_LONG_MILLIS)
              : LEAST_LASTING_MILLIS + random.nextInt(MORE_LASTING_MILLIS);
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
}
