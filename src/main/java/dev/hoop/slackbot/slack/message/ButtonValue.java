package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.GroupToken;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button says of its review: a hint that is looked up again before anything follows from it.
 * The form {@code review-id:group} is that of the built-in plugin, whose buttons go on working.
 *
 * @param token as {@link GroupToken} resolves it
 */
public record ButtonValue(ReviewId review, String token) {

  private static final int LONGEST_VALUE = 2_000;
  private static final int LONGEST_BLOCK_ID = 255;

  /** Of the 150 that an option's value may have, some are left for a word before it. */
  private static final int LONGEST_OPTION = 140;

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?::(.*))?", Pattern.DOTALL);

  /** The button for a group of a review. */
  static String encode(ReviewId review, ReviewGroup group) {
    return encode(review, group.name(), LONGEST_VALUE);
  }

  /** The choice of a group in a menu, whose values are shorter than buttons'. */
  static String encodeOption(ReviewId review, String group) {
    return encode(review, group, LONGEST_OPTION);
  }

  private static String encode(ReviewId review, String group, int longest) {
    String plain = review + ":" + group;
    return plain.length() <= longest && survives(group)
        ? plain
        : review + ":" + GroupToken.hash(group);
  }

  /** Whether a name comes back from Slack as it went, and is not taken for a hash. */
  private static boolean survives(String group) {
    return TextSanitizer.line(group).equals(group) && !GroupToken.looksHashed(group);
  }

  /**
   * The id of the block that holds a group's buttons.
   *
   * @param number that no other block of the card has
   */
  static String blockId(ReviewId review, ReviewGroup group, int number) {
    String end = ":" + number;
    return encode(review, group.name(), LONGEST_BLOCK_ID - end.length()) + end;
  }

  /** Reads what a button carried; empty when it is nothing this bot or the built-in plugin made. */
  public static Optional<ButtonValue> decode(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      return Optional.empty();
    }
    String token = form.group(2) == null ? "" : form.group(2);
    return Optional.of(new ButtonValue(new ReviewId(form.group(1)), token));
  }

  /**
   * The name of the group that is meant.
   *
   * @param groups the review's own; where none of them fits, the token is taken for the name
   */
  public String group(List<String> groups) {
    return GroupToken.resolve(token, groups).orElse(token);
  }
}
