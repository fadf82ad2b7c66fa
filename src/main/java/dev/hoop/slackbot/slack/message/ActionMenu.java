package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Stage;
import java.util.ArrayList;
import java.util.List;

/** The menu of what is rarer than Approve and Reject. Everybody sees it; the rules decide. */
final class ActionMenu {

  private ActionMenu() {}

  /** Adds the menu, where the review's stage leaves anything to choose. */
  static void addTo(Blocks blocks, ReviewSnapshot snapshot, Stage stage) {
    List<DialogKind> choices =
        choices(snapshot, stage).stream().filter(f -> !groups(f, snapshot).isEmpty()).toList();
    if (choices.isEmpty()) {
      return;
    }
    List<ObjectNode> options =
        choices.stream()
            .map(
                form ->
                    Blocks.option(new MenuValue(form, snapshot.reviewId()).encode(), form.label()))
            .toList();
    // On a row of its own: it is about the whole review, not about the group above it.
    blocks.buttons(snapshot.reviewId() + ":more", Blocks.overflow("review-more", options));
  }

  private static List<DialogKind> choices(ReviewSnapshot snapshot, Stage stage) {
    return switch (stage) {
      case OPEN -> whileWaiting(snapshot.session().review());
      case STUCK -> List.of(DialogKind.FORCE);
      case ACCESS_OPEN -> List.of(DialogKind.REVOKE, DialogKind.CUT);
      case READY, RUNNING, FINISHING, FINISHED, ACCESS_ENDED, REJECTED, REVOKED, DELETED, UNCLEAR ->
          List.of();
    };
  }

  private static List<DialogKind> whileWaiting(Review review) {
    List<DialogKind> choices = new ArrayList<>();
    // The gateway holds scripts alone to a window, and takes it once.
    if (review.type() == ReviewType.ONETIME && review.timeWindow() == null) {
      choices.add(DialogKind.WINDOW);
    }
    choices.add(DialogKind.FORCE);
    return choices;
  }

  /** The groups somebody can use a form for, as far as the bot has credentials. */
  static List<String> groups(DialogKind form, ReviewSnapshot snapshot) {
    Review review = snapshot.session().review();
    return switch (form) {
      case FORCE -> snapshot.forceGroups().stream().filter(snapshot::canApprove).toList();
      case WINDOW ->
          review.groups().stream()
              .filter(group -> group.status() == ReviewStatus.PENDING)
              .map(ReviewGroup::name)
              .filter(snapshot::canApprove)
              .toList();
      case REJECT, REVOKE, CUT ->
          review.groups().stream().map(ReviewGroup::name).filter(snapshot::canReject).toList();
    };
  }
}
