package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import java.util.Optional;

/**
 * What a choice in a group's menu says: a hint, like a button's.
 *
 * @param approves whether it approves at once; otherwise it asks for the dialog of a rejection
 */
public record GroupChoice(boolean approves, ButtonValue button) {

  private static final String APPROVE = "approve:";
  private static final String REJECT = "reject:";

  static String approve(ReviewId review, ReviewGroup group) {
    return APPROVE + ButtonValue.encodeOption(review, group.name());
  }

  static String reject(ReviewId review, ReviewGroup group) {
    return REJECT + ButtonValue.encodeOption(review, group.name());
  }

  /** Reads what a choice carried; empty when it is nothing this bot made. */
  public static Optional<GroupChoice> decode(String value) {
    if (value.startsWith(APPROVE)) {
      return ButtonValue.decode(value.substring(APPROVE.length()))
          .map(button -> new GroupChoice(true, button));
    }
    return value.startsWith(REJECT)
        ? ButtonValue.decode(value.substring(REJECT.length()))
            .map(button -> new GroupChoice(false, button))
        : Optional.empty();
  }
}
