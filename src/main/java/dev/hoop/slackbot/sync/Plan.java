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
   * @param card renders a snapshot's card
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
    boolean givenUp =
        mustEnd(stage, now) && before != null && spacing.enough(looks, before.changedAt(), at);
    return new Plan(
        stage,
        givenUp ? null : nextLook(stage, now, at, looks, spacing),
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
    if (before == null || !before.shown().equals(stage.storedName())) {
      return true;
    }
    ReviewSnapshot earlier = before.snapshot();
    return !earlier.equals(now)
        && !card.apply(earlier, Stage.of(earlier, at)).equals(card.apply(now, stage));
  }

  /** Whether it should come to an end by itself, of which the gateway may never tell. */
  private static boolean mustEnd(Stage stage, ReviewSnapshot snapshot) {
    return switch (stage) {
      case RUNNING, FINISHING -> true;
      case ACCESS_OPEN -> snapshot.session().review().revokeAt() == null;
      case OPEN, STUCK, READY, FINISHED, ACCESS_ENDED, REJECTED, REVOKED, DELETED, UNCLEAR -> false;
    };
  }

  private static List<Notice> notices(
      @Nullable StoredReview before, boolean listed, Stage stage, Instant at) {
    List<Notice> outcome = outcome(stage);
    if (before == null) {
      // What was decided before the bot ever saw it wait was told by others, or long ago.
      return listed ? outcome : List.of();
    }
    Person requester = before.snapshot().requester();
    if (requester == null || requester.slackId() == null) {
      // Whoever could not be told so far is told as soon as they can be.
      return outcome;
    }
    List<Notice> earlier = outcome(Stage.of(before.snapshot(), at));
    return outcome.stream().filter(notice -> !earlier.contains(notice)).toList();
  }

  private static @Nullable Instant nextLook(
      Stage stage, ReviewSnapshot snapshot, Instant at, int looks, RereadBackoff spacing) {
    Instant until = snapshot.session().review().revokeAt();
    if (stage == Stage.ACCESS_ENDED && until != null) {
      return spacing.afterItsEnd(looks).map(at::plus).orElse(null);
    }
    if (stage.waits() || stage.over()) {
      return null;
    }
    Instant regular =
        at.plus(
            stage.mayStay() || mustEnd(stage, snapshot)
                ? spacing.afterAllThatTime(looks)
                : spacing.after(looks));
    boolean endsBefore = stage == Stage.ACCESS_OPEN && until != null && until.isBefore(regular);
    return endsBefore ? until : regular;
  }

  /** What the requester must be told of a review at this stage, unless they were told before. */
  private static List<Notice> outcome(Stage stage) {
    return switch (stage) {
      case READY, RUNNING, FINISHING, FINISHED, ACCESS_OPEN, ACCESS_ENDED ->
          List.of(Notice.APPROVED);
      case REJECTED -> List.of(Notice.REJECTED);
      case REVOKED -> List.of(Notice.REVOKED);
      case OPEN, STUCK, DELETED, UNCLEAR -> List.of();
    };
  }
}
