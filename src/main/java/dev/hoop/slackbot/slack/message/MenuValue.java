package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.ReviewId;
import java.util.Optional;

/** What a choice in a card's menu says: a hint, like a button's. */
public record MenuValue(DialogKind form, ReviewId review) {

  private static final char SEPARATOR = ':';

  String encode() {
    return form.word() + SEPARATOR + review;
  }

  /** Reads what a choice carried; empty when it is nothing this bot made. */
  public static Optional<MenuValue> decode(String value) {
    int separator = value.indexOf(SEPARATOR);
    if (separator < 0) {
      return Optional.empty();
    }
    Optional<ReviewId> review =
        ButtonValue.decode(value.substring(separator + 1)).map(ButtonValue::review);
    return review.isEmpty()
        ? Optional.empty()
        : DialogKind.ofWord(value.substring(0, separator)).map(f -> new MenuValue(f, review.get()));
  }
}
