package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one look at a review. Pure: the same look at the same instant gives the same
 * plan, so looking twice does no harm.
 *
 * @param nextLook when to read it singly; null when the list tells, or nothing more can happen
 * @param looks how many single reads in a row found nothing new
 * @param changed whether its cards must be drawn again
 * @param givenUp whether it is followed no longer, though it is not over
 * @param notices what the requester must be told because of what changed
 */
record Plan(
    Stage stage,
    @Nullable Instant nextLook,
    int looks,
    boolean changed,
    boolean givenUp,
    List<Notice> notices) {

  /**
   * Compares what is known now with what was written down last.
   *
   * @param before null when the review was never seen
   * @param listed whether the list of waiting reviews has just shown it
   * @param at by the gateway's clock
   * @param card draws a story's card
   */
  static Plan of(
      @Nullable StoredReview before,
      boolean listed,
      ReviewSnapshot now,
      Instant at,
      RereadBackoff spacing,
      BiFunction<ReviewSnapshot, Stage, SlackMessage> card) {
    Stage stage = Stage.of(now, at);
    boolean changed = changed(before, now, stage, at, card);
    int looks = changed || before == null ? 0 : before.looks() + 1;
    boolean givenUp = mustEnd(stage) && spacing.enough(looks);
    return new Plan(
        stage,
        givenUp ? null : nextLook(stage, at, looks, spacing),
        looks,
        changed || givenUp,
        givenUp,
        notices(before, listed, stage, at));
  }

  /** What no card shows is no reason to draw one: it would take the turn of one that matters. */
  private static boolean changed(
      @Nullable StoredReview before,
      ReviewSnapshot now,
      Stage stage,
      Instant at,
      BiFunction<ReviewSnapshot, Stage, SlackMessage> card) {
    if (before == null || !before.shown().equals(stage.getClass().getSimpleName())) {
      return true;
    }
    ReviewSnapshot earlier = before.snapshot();
    return !earlier.equals(now)
        && !card.apply(earlier, Stage.of(earlier, at)).equals(card.apply(now, stage));
  }

  /** Whether it should come to an end by itself, of which the gateway may never tell. */
  private static boolean mustEnd(Stage stage) {
    return stage.match(MUST_END);
  }

  private static final Stage.Cases<Boolean> MUST_END =
      new Stage.Cases<>(
          open -> false,
          stuck -> false,
          ready -> false,
          running -> true,
          finished -> !finished.settled(),
          accessOpen -> accessOpen.until() == null,
          accessEnded -> false,
          rejected -> false,
          revoked -> false,
          deleted -> false,
          unclear -> false);

  private static List<Notice> notices(
      @Nullable StoredReview before, boolean listed, Stage stage, Instant at) {
    List<Notice> outcome = stage.match(NOTICES);
    if (before == null) {
      // What was decided before it was ever seen to wait is somebody else's old story.
      return listed ? outcome : List.of();
    }
    Person requester = before.snapshot().requester();
    if (requester == null || requester.slackId() == null) {
      // Whoever could not be told so far is told as soon as they can be.
      return outcome;
    }
    List<Notice> earlier = Stage.of(before.snapshot(), at).match(NOTICES);
    return outcome.stream().filter(notice -> !earlier.contains(notice)).toList();
  }

  private static @Nullable Instant nextLook(
      Stage stage, Instant at, int looks, RereadBackoff spacing) {
    if (stage instanceof Stage.AccessEnded ended && ended.at() != null) {
      return spacing.afterItsEnd(looks).map(at::plus).orElse(null);
    }
    if (stage.waits() || stage.over()) {
      return null;
    }
    Instant regular =
        at.plus(
            stage.mayStay() || mustEnd(stage)
                ? spacing.afterAllThatTime(looks)
                : spacing.after(looks));
    if (stage instanceof Stage.AccessOpen open) {
      Instant until = open.until();
      return until != null && until.isBefore(regular) ? until : regular;
    }
    return regular;
  }

  private static final Stage.Cases<List<Notice>> NOTICES =
      new Stage.Cases<>(
          open -> List.of(),
          stuck -> List.of(),
          ready -> List.of(Notice.APPROVED),
          running -> List.of(Notice.APPROVED),
          finished -> List.of(Notice.APPROVED),
          accessOpen -> List.of(Notice.APPROVED),
          accessEnded -> List.of(Notice.APPROVED),
          rejected -> List.of(Notice.REJECTED),
          revoked -> List.of(Notice.REVOKED),
          deleted -> List.of(),
          unclear -> List.of());
}
