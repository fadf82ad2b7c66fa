package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.SlackUserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The mapping, held to what a running gateway answered. */
final class RecordingsTest {

  private static final ConnectionPolicy PLUGIN = new ConnectionPolicy(1, List.of("oncall"));

  @Test
  void anExecutedScriptUnderARule() throws IOException {
    Session session = session("session-rule-executed");

    assertThat(session.review().status()).isEqualTo(ReviewStatus.EXECUTED);
    assertThat(session.status()).isEqualTo(SessionStatus.DONE);
    assertThat(session.exitCode()).isEqualTo(1);
    assertThat(session.requester().email()).isEqualTo("bob@acme.io");
    assertThat(session.script().head()).isEqualTo("echo rule");
    assertThat(session.review().approvalsNeeded()).isEqualTo(1);
    assertThat(session.review().ruleName()).isEqualTo("prod");
    assertThat(session.review().forceApprovalGroups()).containsExactly("oncall");
    ReviewGroup dba = session.review().group("dba").orElseThrow();
    assertThat(dba.reviewedBy())
        .isEqualTo(new ReviewedBy("ann@acme.io", "Ann", "ann@acme.io", "U0ANN"));
  }

  @Test
  void anExecutionThatIsNotSettledHasNoExitCodeYet() throws IOException {
    Session session = session("session-rule-executed-unsettled");

    assertThat(session.review().status()).isEqualTo(ReviewStatus.EXECUTED);
    assertThat(session.status()).isNotEqualTo(SessionStatus.DONE);
    assertThat(session.exitCode()).isNull();
  }

  @Test
  void aStuckReviewIsRecognised() throws IOException {
    assertThat(session("session-jit-stuck").review().stuck()).isTrue();
    assertThat(session("session-onetime").review().stuck()).isFalse();
  }

  @Test
  void accessHasItsDurationAndItsEnd() throws IOException {
    Session session = session("session-jit-approved");

    assertThat(session.review().type()).isEqualTo(ReviewType.JIT);
    assertThat(session.review().accessDuration()).isEqualTo(Duration.ofMinutes(30));
    assertThat(session.review().revokeAt()).isNotNull();
    assertThat(session.connection().kind()).isEqualTo("database/postgres");
  }

  @Test
  void aRequesterWhoLeftIsSeenByTheSession() throws IOException {
    Session session = session("session-requester-gone");

    assertThat(session.review().status()).isEqualTo(ReviewStatus.PENDING);
    assertThat(session.status()).isEqualTo(SessionStatus.DONE);
  }

  @Test
  void aRejectionHasItsReason() throws IOException {
    assertThat(session("session-rejected").review().rejectionReason()).isNotBlank();
  }

  @Test
  void theConnectionDecidesWhereNoRuleDoes() throws IOException {
    Session session = session("session-onetime");

    assertThat(session.review().ruleName()).isNull();
    assertThat(session.review().approvalsNeeded()).isEqualTo(1);
    assertThat(session.review().forceApprovalGroups()).containsExactly("oncall");
    Session unknown =
        WireMapper.session(
                body("session-onetime", Wire.SessionWire.class), ConnectionPolicy.UNKNOWN)
            .orElseThrow();
    assertThat(unknown.review().approvalsNeeded()).isEqualTo(unknown.review().groups().size());
  }

  @Test
  void theListShowsWhatWaits() throws IOException {
    Wire.SessionPage page = body("sessions-pending", Wire.SessionPage.class);

    assertThat(page.hasNextPage()).isFalse();
    assertThat(Objects.requireNonNull(page.data()))
        .isNotEmpty()
        .allMatch(wire -> WireMapper.waiting(wire).isPresent());
  }

  @Test
  void whatTheListDoesNotFilterIsFilteredHere() throws IOException {
    assertThat(WireMapper.waiting(body("session-approved", Wire.SessionWire.class))).isEmpty();
  }

  @Test
  void usersAreWhoTheyAre() throws IOException {
    List<Wire.UserWire> users =
        Wire.JSON.readValue(
            recording("users").path("body").toString(),
            new TypeReference<List<Wire.UserWire>>() {});

    assertThat(users.stream().map(WireMapper::person))
        .contains(
            new Person(
                "ann@acme.io",
                "Ann",
                "ann@acme.io",
                PersonStatus.ACTIVE,
                false,
                new SlackUserId("U0ANN"),
                List.of("dba")))
        .anyMatch(person -> person.admin() && person.slackId() == null);
  }

  private static Session session(String name) throws IOException {
    return WireMapper.session(body(name, Wire.SessionWire.class), PLUGIN).orElseThrow();
  }

  private static <T> T body(String name, Class<T> type) throws IOException {
    return Wire.JSON.readValue(recording(name).path("body").toString(), type);
  }

  private static JsonNode recording(String name) throws IOException {
    try (InputStream file =
        RecordingsTest.class.getResourceAsStream("/recordings/" + name + ".json")) {
      return Wire.JSON.readTree(Objects.requireNonNull(file, name));
    }
  }
}
