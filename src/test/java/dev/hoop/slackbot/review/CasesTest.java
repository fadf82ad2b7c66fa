package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.Recipient;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a sum reaches the function that was given for it, and no other. */
final class CasesTest {

  private static final SlackUserId U0ANN = new SlackUserId("U0ANN");

  static Stream<Stage> stages() {
    return Stream.of(
        new Stage.Open(false),
        new Stage.Stuck(),
        new Stage.Ready(),
        new Stage.Running(),
        new Stage.Finished(0, true),
        new Stage.AccessOpen(null, false),
        new Stage.AccessEnded(null),
        new Stage.Rejected(),
        new Stage.Revoked(),
        new Stage.Deleted(),
        new Stage.Unclear());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyStage(Stage stage) {
    Stage.Cases<String> cases =
        new Stage.Cases<>(
            is("Open"),
            is("Stuck"),
            is("Ready"),
            is("Running"),
            is("Finished"),
            is("AccessOpen"),
            is("AccessEnded"),
            is("Rejected"),
            is("Revoked"),
            is("Deleted"),
            is("Unclear"));

    assertThat(stage.match(cases)).isEqualTo(reached(stage));
  }

  static Stream<Delivery> deliveries() {
    return Stream.of(
        new Delivery.Delivered(new ChannelId("C1"), new MessageTs("1.1")),
        new Delivery.Later(Delivery.Arrival.NO, "why"),
        new Delivery.Blocked("why", Delivery.Scope.MESSAGE),
        new Delivery.Vanished("why"));
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void everyDelivery(Delivery delivery) {
    Delivery.Cases<String> cases =
        new Delivery.Cases<>(is("Delivered"), is("Later"), is("Blocked"), is("Vanished"));

    assertThat(delivery.match(cases)).isEqualTo(reached(delivery));
  }

  static Stream<Recipient> recipients() {
    return Stream.of(
        new Recipient.Direct(U0ANN),
        new Recipient.Privately(U0ANN, null, null),
        new Recipient.InThread(new ChannelId("C1"), new MessageTs("1.1")));
  }

  @ParameterizedTest
  @MethodSource("recipients")
  void everyRecipient(Recipient recipient) {
    String heard = recipient.match(is("Direct"), is("Privately"), is("InThread"));

    assertThat(heard).isEqualTo(reached(recipient));
  }

  /** Tells for which case it was given and with what it was called. */
  private static <T> Function<T, String> is(String name) {
    return given -> name + " with " + given;
  }

  private static String reached(Object given) {
    return given.getClass().getSimpleName() + " with " + given;
  }
}
