package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Truncate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class TextSanitizerPropertyTest {

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("ab \t\r\n\u00a0\u200b\u2028\ud83d\ude00")
        .ofMaxLength(120);
  }

  @Property(tries = 2_000, seed = "20261201")
  void cuttingFirstChangesNoLine(
      @ForAll("texts") String text, @ForAll @IntRange(min = 3, max = 30) int max) {
    assertThat(TextSanitizer.line(text, max))
        .isEqualTo(Truncate.middle(TextSanitizer.line(text), max));
  }

  @Property(tries = 2_000, seed = "20261201")
  void cuttingFirstChangesNoText(
      @ForAll("texts") String text, @ForAll @IntRange(min = 3, max = 30) int max) {
    assertThat(TextSanitizer.text(text, max))
        .isEqualTo(Truncate.ellipsis(TextSanitizer.text(text), max));
  }
}
