package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ButtonValueTest {

  private static final ReviewId REVIEW = new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d");

  @ParameterizedTest
  @ValueSource(
      strings = {"dba", "team:dba:eu", "", "#looks-like-a-hash", "with space", "a\nb", "é😀"})
  void anyGroupIsFoundAgain(String group) {
    String value = ButtonValue.encode(REVIEW, group(group));

    assertThat(ButtonValue.decode(value))
        .hasValueSatisfying(
            read -> {
              assertThat(read.review()).isEqualTo(REVIEW);
              assertThat(read.group(List.of("other", group))).isEqualTo(group);
            });
  }

  @Test
  void aNameTooLongForAButtonIsFoundByItsHash() {
    String longName = "g".repeat(3_000);

    String value = ButtonValue.encode(REVIEW, group(longName));

    assertThat(value).hasSizeLessThan(2_000);
    assertThat(ButtonValue.decode(value).orElseThrow().group(List.of("other", longName)))
        .isEqualTo(longName);
  }

  @Test
  void blockIdsStayWithinSlacksLimitAndApart() {
    String first = ButtonValue.blockId(REVIEW, group("g".repeat(300) + "1"), 0);
    String second = ButtonValue.blockId(REVIEW, group("g".repeat(300) + "2"), 1);

    assertThat(first).hasSizeLessThanOrEqualTo(255).isNotEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "dba", "not-a-uuid:dba", "7a96253c:dba", "\uD800"})
  void whatNobodyMadeIsNothing(String value) {
    assertThat(ButtonValue.decode(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"review\":1,\"group\":\"dba\"}",
        "{\"review\":\"x\",\"group\":\"dba\"}",
        "{\"review\":\"7a96253c-f89d-4cf2-975c-ac86bd2a349d\"}",
        "{\"review\":\"7a96253c-f89d-4cf2-975c-ac86bd2a349d\",\"group\":\"d\",\"url\":\"a b\"}",
        "{"
      })
  void aDialogNobodyOpenedIsNothing(String metadata) {
    assertThat(DialogMetadata.decode(metadata)).isEmpty();
  }

  private static ReviewGroup group(String name) {
    return new ReviewGroup(name, ReviewStatus.PENDING, null, null, false);
  }
}
