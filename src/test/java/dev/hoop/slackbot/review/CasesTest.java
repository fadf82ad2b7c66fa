package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a sum reaches the function that was given for it, and no other. */
final class CasesTest {

  private static final Person ANN = Samples.ANN;
  private static final SlackUserId U0ANN = new SlackUserId("U0ANN");

  static Stream<Ruling> rulings() {
    Review review = Samples.onetime("dba").build().review();
    return Stream.of(
        new Ruling.Allowed(ANN),
        new Ruling.OtherWorkspace(U0ANN),
        new Ruling.Unlinked(U0ANN),
        new Ruling.Ambiguous(U0ANN, 2),
        new Ruling.NotActive(ANN),
        new Ruling.EmailMismatch(ANN),
        new Ruling.AlreadyDecided(review),
        new Ruling.NoSuchGroup("dba"),
        new Ruling.GroupDecided(review.groups().get(0)),
        new Ruling.SelfApproval(ANN),
        new Ruling.NotAMember(ANN, "dba"),
        new Ruling.AlreadyCounted(ANN, "sre"),
        new Ruling.NotApplicable(Samples.ANN, "why"));
  }

  @ParameterizedTest
  @MethodSource("rulings")
  void everyRuling(Ruling ruling) {
    Ruling.Cases<String> cases =
        new Ruling.Cases<>(
            is("Allowed"),
            is("OtherWorkspace"),
            is("Unlinked"),
            is("Ambiguous"),
            is("NotActive"),
            is("EmailMismatch"),
            is("AlreadyDecided"),
            is("NoSuchGroup"),
            is("GroupDecided"),
            is("SelfApproval"),
            is("NotAMember"),
            is("AlreadyCounted"),
            is("NotApplicable"));

    assertThat(ruling.match(cases)).isEqualTo(reached(ruling));
  }

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

  static Stream<Answer> answers() {
    return Stream.of(
        new Answer.NotCounted("dba"),
        new Answer.Refused("no"),
        new Answer.NoCredential("why"),
        new Answer.NotDone("down"),
        new Answer.Unsure(),
        new Answer.NotKnownYet(),
        new Answer.TooOld(),
        new Answer.Gone());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyAnswer(Answer answer) {
    Answer.Cases<String> cases =
        new Answer.Cases<>(
            is("NotCounted"),
            is("Refused"),
            is("NoCredential"),
            is("NotDone"),
            is("Unsure"),
            is("NotKnownYet"),
            is("TooOld"),
            is("Gone"));

    assertThat(answer.match(cases)).isEqualTo(reached(answer));
  }

  static Stream<Submission> submissions() {
    return Stream.of(
        new Submission.Accepted("key", ReviewStatus.APPROVED),
        new Submission.NotCounted("key", ReviewStatus.PENDING),
        new Submission.Refused("key", "no"),
        new Submission.NoCredential("why"),
        new Submission.CredentialFault("key", "why"),
        new Submission.Unavailable("down"),
        new Submission.Lost("key", "why"));
  }

  @ParameterizedTest
  @MethodSource("submissions")
  void everySubmission(Submission submission) {
    Submission.Cases<String> cases =
        new Submission.Cases<>(
            is("Accepted"),
            is("NotCounted"),
            is("Refused"),
            is("NoCredential"),
            is("CredentialFault"),
            is("Unavailable"),
            is("Lost"));

    assertThat(submission.match(cases)).isEqualTo(reached(submission));
  }

  static Stream<Delivery> deliveries() {
    return Stream.of(
        new Delivery.Delivered(new ChannelId("C1"), new MessageTs("1.1")),
        new Delivery.Later(Duration.ZERO, false, "why"),
        new Delivery.Blocked("why"),
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

  @Test
  void everyLookup() {
    Session session = Samples.onetime("dba").build();

    assertThat(new Lookup.Found(session).<Object>match(found -> found, () -> "gone"))
        .isEqualTo(session);
    assertThat(new Lookup.Gone().<Object>match(found -> found, () -> "gone")).isEqualTo("gone");
  }

  /** Tells for which case it was given and with what it was called. */
  private static <T> Function<T, String> is(String name) {
    return given -> name + " with " + given;
  }

  private static String reached(Object given) {
    return given.getClass().getSimpleName() + " with " + given;
  }
}
