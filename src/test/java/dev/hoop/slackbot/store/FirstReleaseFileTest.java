package dev.hoop.slackbot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.store.audit.AuditTrail;
import dev.hoop.slackbot.store.audit.AuditVerification;
import dev.hoop.slackbot.sync.TrackedReview;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that the jar of release 0.1.0 wrote between the stand-ins: nine reviews in different
 * states, one card that could not be posted and one message that could not be delivered.
 */
final class FirstReleaseFileTest {

  private final String url;
  private final Store store;

  FirstReleaseFileTest(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("bot.db");
    try (InputStream in =
        FirstReleaseFileTest.class.getResourceAsStream("/store/release-0.1.0.db")) {
      Files.copy(in, file);
    }
    url = "jdbc:sqlite:" + file;
    store = Store.open(url, new MutableClock());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void reviewsThatAreNotOverAreStillFollowed() {
    assertThat(store.reviews().tracked())
        .extracting(TrackedReview::waits)
        .containsExactlyInAnyOrder(true, true, true, false);
    assertThat(store.reviews().waiting())
        .extracting(snapshot -> snapshot.session().connection().name())
        .containsExactlyInAnyOrder("orders-db", "billing-db", "billing-db");
  }

  @Test
  void whoApprovedThroughTheBotIsStillKnown() {
    ReviewSnapshot half =
        store.reviews().waiting().stream()
            .filter(snapshot -> snapshot.session().connection().name().equals("orders-db"))
            .findFirst()
            .orElseThrow();

    assertThat(half.decisionFor("dba").orElseThrow().email()).isEqualTo("sue@acme.io");
    assertThat(half.session().review().group("sre").orElseThrow().status())
        .isEqualTo(ReviewStatus.PENDING);
  }

  @Test
  void theStageOfOpenAccessIsStillKnown() {
    ReviewId open =
        store.reviews().tracked().stream()
            .filter(tracked -> !tracked.waits())
            .findFirst()
            .orElseThrow()
            .review();

    assertThat(store.reviews().find(open).orElseThrow().shown()).isEqualTo("AccessOpen");
  }

  @Test
  void theCardThatWasNotPostedIsPostedNow() {
    List<StaleCard> due = store.cards().due(Instant.parse("2030-01-01T00:00:00Z"));

    assertThat(due).singleElement().satisfies(card -> assertThat(card.ts()).isNull());
    assertThat(store.cards().snapshot(due.get(0).review()).orElseThrow().session().script().head())
        .isEqualTo("select 'owed';");
  }

  @Test
  void theMessageThatWasNotDeliveredIsDeliveredNow() {
    assertThat(store.messages().due(Instant.parse("2030-01-01T00:00:00Z")))
        .singleElement()
        .satisfies(pending -> assertThat(pending.attempts()).isEqualTo(13));
  }

  @Test
  void approverKeysAreStillKnown() {
    assertThat(store.keys().keys())
        .extracting(KeyStore.Kept::email)
        .containsExactlyInAnyOrder("ann@acme.io", "sue@acme.io");
  }

  @Test
  void theAuditLogIsIntact() {
    try (AuditTrail trail = AuditTrail.open(url)) {
      assertThat(trail.verify()).isInstanceOf(AuditVerification.Intact.class);
      List<String> steps = new ArrayList<>();
      trail.read(
          new AuditTrail.Filter(Instant.EPOCH, null, null), line -> steps.add(line.row().step()));
      assertThat(steps).hasSize(9).containsOnly("intent", "allowed", "refused");
    }
  }
}
