package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and things are called, and which ids are none. */
final class NamesTest {

  static Stream<Named<Function<String, Object>>> ids() {
    return Stream.of(
        Named.of("ReviewId", ReviewId::new),
        Named.of("SessionId", SessionId::new),
        Named.of("ChannelId", ChannelId::new),
        Named.of("MessageTs", MessageTs::new),
        Named.of("SlackUserId", SlackUserId::new));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void anIdIsWrittenAsItIs(Function<String, Object> make) {
    assertThat(make.apply("X0123")).hasToString("X0123");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void nothingIsNoId(Function<String, Object> make) {
    assertThatThrownBy(() -> make.apply(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be blank");
  }

  @Test
  void aSecretIsToldToNobodyWhoDoesNotAskForIt() {
    Secret secret = new Secret("xoxb-1");

    assertThat(secret).hasToString("***");
    assertThat(secret.reveal()).isEqualTo("xoxb-1");
    assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"Bob,bob@acme.io,Bob", "'',bob@acme.io,bob@acme.io", "' ','',auth0|7"})
  void aRequesterIsCalledByTheBestThereIs(String name, String email, String expected) {
    assertThat(new Requester("auth0|7", name, email).displayName()).isEqualTo(expected);
    assertThat(new ReviewedBy("auth0|7", name, email, "").displayName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"Ann,Ann", "'',ann@acme.io", "' ',ann@acme.io"})
  void aPersonIsCalledByNameOrElseByEmail(String name, String expected) {
    Person ann = SampleReviews.ANN;
    Person person =
        new Person(
            ann.subject(), name, ann.email(), ann.status(), false, ann.slackId(), ann.groups());

    assertThat(person.displayName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"postgres,database/postgres", "'',database", "' ',database"})
  void aConnectionsKindIsOneWord(String subtype, String expected) {
    assertThat(new Connection("pg", "database", subtype).kind()).isEqualTo(expected);
  }
}
