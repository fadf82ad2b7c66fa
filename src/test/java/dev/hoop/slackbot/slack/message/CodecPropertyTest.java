package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hoop.slackbot.HostileStrings;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.GroupToken;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What buttons, menus and dialogs carry comes back as what was meant, whatever a group is called.
 */
final class CodecPropertyTest {

  private static final ReviewId REVIEW = new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d");

  @Provide
  Arbitrary<String> hostile() {
    return HostileStrings.any();
  }

  @Provide
  Arbitrary<List<String>> names() {
    return HostileStrings.any().list().uniqueElements().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> almost() {
    return HostileStrings.almost(
        REVIEW + ":dba",
        "force:" + REVIEW,
        "{\"review\":\""
            + REVIEW
            + "\",\"group\":\"dba\",\"channel\":\"C1\",\"url\":\"https://a\"}");
  }

  @Property(tries = 400, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyButtonOfAReviewFindsItsOwnGroupAgain(@ForAll("names") List<String> names) {
    for (String name : names) {
      String value = ButtonValue.encode(REVIEW, group(name));

      Optional<ButtonValue> read = ButtonValue.decode(value);

      assertThat(value).as("the value of the button of %s", quoted(name)).hasSizeLessThan(2_001);
      assertThat(read).as("the button of %s", quoted(name)).isPresent();
      assertThat(read.get().review()).isEqualTo(REVIEW);
      assertThat(read.get().group(names)).as("the group of the button").isEqualTo(name);
    }
  }

  @Property(tries = 400, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyChoiceInAMenuFindsItsOwnGroupAgain(@ForAll("names") List<String> names) {
    for (String name : names) {
      String value = ButtonValue.encodeOption(REVIEW, name);

      Optional<String> group = ButtonValue.decode(value).map(read -> read.group(names));

      assertThat(value).as("the choice of %s", quoted(name)).hasSizeLessThan(151);
      assertThat(group).as("the group of the choice").contains(name);
    }
  }

  @Property(tries = 400, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyDialogFindsItsOwnGroupAgain(
      @ForAll("names") List<String> names, @ForAll boolean fromAMessage) {
    for (String name : names) {
      DialogMetadata about = about(name, fromAMessage);

      String metadata = about.encode();
      DialogMetadata read = DialogMetadata.decode(metadata).orElseThrow();

      assertThat(metadata).as("the metadata for %s", quoted(name)).hasSizeLessThan(3_001);
      assertThat(GroupToken.resolve(read.group(), names))
          .as("the group of the dialog")
          .contains(name);
      assertThat(read.review()).isEqualTo(REVIEW);
      assertThat(read.channel()).isEqualTo(about.channel());
      assertThat(read.message()).isEqualTo(about.message());
    }
  }

  @Property(tries = 2_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void anyTextIsReadOrRefusedButNeverThrows(@ForAll("hostile") String text) {
    assertThatCode(() -> decodeAll(text)).as("reading %s", quoted(text)).doesNotThrowAnyException();
  }

  @Property(tries = 2_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void textThatWasAlmostRightIsReadOrRefusedButNeverThrows(@ForAll("almost") String text) {
    assertThatCode(() -> decodeAll(text)).as("reading %s", quoted(text)).doesNotThrowAnyException();
  }

  @Property(tries = 2_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void noReviewIsReadThatTheTextDoesNotName(@ForAll("almost") String text) {
    ButtonValue.decode(text).ifPresent(read -> assertThat(text).startsWith(read.review().value()));
    MenuValue.decode(text).ifPresent(read -> assertThat(text).contains(read.review().value()));
    DialogMetadata.decode(text).ifPresent(read -> assertThat(text).contains(read.review().value()));
  }

  private static void decodeAll(String text) {
    ButtonValue.decode(text).ifPresent(read -> read.group(List.of("dba")));
    MenuValue.decode(text).ifPresent(MenuValue::form);
    DialogMetadata.decode(text).ifPresent(read -> GroupToken.resolve(read.group(), List.of("dba")));
  }

  private static DialogMetadata about(String name, boolean fromAMessage) {
    return fromAMessage
        ? new DialogMetadata(
            REVIEW,
            name,
            new ChannelId("C0REVIEWS"),
            new MessageTs("1.1"),
            URI.create("https://hooks.slack.com/actions/T/1/x"))
        : new DialogMetadata(REVIEW, name, null, null, null);
  }

  private static ReviewGroup group(String name) {
    return new ReviewGroup(name, ReviewStatus.PENDING, null, null, false);
  }

  /** So that a failure can be read although the text is not meant to be. */
  private static String quoted(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(80)
        .forEach(
            c ->
                shown.append(
                    c >= ' ' && c < 127 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return shown.toString();
  }
}
