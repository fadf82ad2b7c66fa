package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text is cut to a length, and never in the middle of a character. */
final class TruncateTest {

  private static final String FACE = "\uD83D\uDE00";

  @ParameterizedTest(name = "the first {1} of {0}")
  @CsvSource({"abc,4,abc", "abc,3,abc", "abc,2,ab", "abc,1,a", "abc,0,''", "'',0,''"})
  void theHeadIsAsLongAsItMayBe(String text, int max, String expected) {
    assertThat(Truncate.head(text, max)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "the first {0} of a, a face, b")
  @CsvSource({"0,0", "1,1", "2,1", "3,3", "4,4"})
  void theHeadNeverEndsWithHalfACharacter(int max, int length) {
    String head = Truncate.head("a" + FACE + "b", max);

    assertThat(head).isEqualTo(("a" + FACE + "b").substring(0, length));
  }

  @ParameterizedTest(name = "{0} within {1}")
  @CsvSource({"abcd,5,abcd", "abcd,4,abcd", "abcd,3,ab…", "abcd,2,a…", "abcd,1,…"})
  void anEllipsisStandsForTheEnd(String text, int max, String expected) {
    assertThat(Truncate.ellipsis(text, max)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} within {1}")
  @CsvSource({
    "abcdefgh,9,abcdefgh",
    "abcdefgh,8,abcdefgh",
    "abcdefgh,7,abc…fgh",
    "abcdefgh,6,abc…gh",
    "abcdefgh,5,ab…gh",
    "abcdefgh,3,a…h",
  })
  void anEllipsisStandsForTheMiddle(String text, int max, String expected) {
    assertThat(Truncate.middle(text, max)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "within {0}")
  @CsvSource({"5,1,1", "6,3,1", "7,3,3", "8,4,3", "9,4,4"})
  void theMiddleIsCutBetweenCharacters(int max, int before, int after) {
    String text = "a" + FACE + "bcdefg" + FACE + "z";

    String cut = Truncate.middle(text, max);

    assertThat(cut)
        .isEqualTo(text.substring(0, before) + "…" + text.substring(text.length() - after))
        .hasSizeLessThanOrEqualTo(max);
  }
}
