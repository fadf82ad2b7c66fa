package dev.hoop.slackbot.store.audit;

import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.auditRow;
import static dev.hoop.slackbot.store.SampleRows.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.TestStore;
import dev.hoop.slackbot.store.audit.AuditTrail.Filter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditTrailTest {
  private static final Filter ALL = new Filter(Instant.EPOCH, null, null);

  @TempDir private Path directory;
  private TestStore opened;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private void append(int rows) {
    for (int i = 1; i <= rows; i++) {
      opened
          .store()
          .clickStore()
          .note(
              List.of(auditRow("r" + i, "Ann" + i + "@example.com", MADE.plusSeconds(i))),
              List.of());
    }
  }

  private List<AuditRow> read(Filter filter) {
    try (AuditTrail trail = AuditTrail.open(opened.url)) {
      List<AuditRow> rows = new ArrayList<>();
      trail.read(filter, line -> rows.add(line.row()));
      return rows;
    }
  }

  private AuditVerification verified() {
    try (AuditTrail trail = AuditTrail.open(opened.url)) {
      return trail.verify();
    }
  }

  private void tamper(String... statements) throws SQLException {
    try (Connection raw = DriverManager.getConnection(opened.url);
        Statement statement = raw.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  @Test
  void readsWhatWasAppendedWhileTheBotRunsOn() {
    append(2);

    assertThat(read(ALL))
        .containsExactly(
            auditRow("r1", "Ann1@example.com", MADE.plusSeconds(1)),
            auditRow("r2", "Ann2@example.com", MADE.plusSeconds(2)));
  }

  @Test
  void readsOnlyWhatMatches() {
    append(3);

    assertThat(read(new Filter(MADE.plusSeconds(2), null, null))).hasSize(2);
    assertThat(read(new Filter(Instant.EPOCH, id("r2"), null))).hasSize(1);
    assertThat(read(new Filter(Instant.EPOCH, null, "ANN3@example.com"))).hasSize(1);
    assertThat(read(new Filter(MADE.plusSeconds(2), id("r1"), null))).isEmpty();
  }

  @Test
  void isIntactWhenNobodyTouchedIt() {
    append(3);
    opened.restart();
    append(1);

    assertThat(verified())
        .isInstanceOfSatisfying(
            AuditVerification.Intact.class, intact -> assertThat(intact.rows()).isEqualTo(4));
  }

  @Test
  void isIntactWhileEmpty() {
    assertThat(verified()).isEqualTo(new AuditVerification.Intact(1, 0, AuditChain.START));
  }

  @Test
  void spansMoreThanOnePage() {
    append(1_001);

    assertThat(read(ALL)).hasSize(1_001);
    assertThat(verified()).isInstanceOf(AuditVerification.Intact.class);
  }

  @Test
  void tellsRowsApartWhoseFieldsOnlyRunTogetherAlike() {
    AuditRow one = auditRow("r1", "a", MADE);
    AuditRow other =
        new AuditRow(
            one.at(),
            one.step(),
            one.review(),
            one.session(),
            one.connection(),
            one.slackUser(),
            one.email() + "," + one.verdict().name().length(),
            one.verdict(),
            one.group(),
            one.credential(),
            one.outcome());

    assertThat(AuditChain.hash(AuditChain.START, 1, one))
        .isNotEqualTo(AuditChain.hash(AuditChain.START, 1, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set outcome = 'nothing' where seq = 2",
        "delete from audit where seq = 2",
        "insert or replace into audit select * from audit where seq = 2"
      })
  void refusesEveryChange(String change) {
    append(3);

    assertThatThrownBy(() -> tamper(change)).hasMessageContaining("append-only");
  }

  @Test
  void findsARowThatWasChanged() throws SQLException {
    append(3);

    tamper("drop trigger audit_no_update", "update audit set email = 'x' where seq = 2");

    assertThat(verified()).isEqualTo(new AuditVerification.Broken(2, "the row was changed"));
  }

  @Test
  void findsARowThatWasMadeNonsense() throws SQLException {
    append(3);

    tamper("drop trigger audit_no_update", "update audit set verdict = 'MAYBE' where seq = 2");

    assertThat(verified()).isEqualTo(new AuditVerification.Broken(2, "the row was changed"));
    assertThatThrownBy(() -> read(ALL))
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("row 2 of the audit log");
  }

  @Test
  void findsARowThatWasMadeToFit() throws SQLException {
    append(3);
    String hash =
        AuditChain.hash("f".repeat(64), 2, auditRow("r2", "Ann2@example.com", MADE.plusSeconds(2)));

    tamper(
        "drop trigger audit_no_update",
        "update audit set prev_hash = '%s', hash = '%s' where seq = 2"
            .formatted("f".repeat(64), hash));

    assertThat(verified())
        .isEqualTo(new AuditVerification.Broken(2, "the row does not follow from the one before"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000b", "lone \ud83d surrogate", "🙂\n\u202e", "'; drop table audit; --"})
  void isIntactWhateverTheTextHolds(String text) {
    opened.store().clickStore().note(List.of(auditRow("r1", text, MADE)), List.of());

    assertThat(verified()).isInstanceOf(AuditVerification.Intact.class);
  }

  @Test
  void findsARowThatIsMissing() throws SQLException {
    append(3);

    tamper("drop trigger audit_no_delete", "delete from audit where seq = 2");

    assertThat(verified()).isEqualTo(new AuditVerification.Broken(2, "the row is missing"));
  }

  @Test
  void findsThatTheEndIsMissing() throws SQLException {
    append(3);

    tamper("drop trigger audit_no_delete", "delete from audit where seq = 3");

    assertThat(verified())
        .isInstanceOfSatisfying(
            AuditVerification.Broken.class, broken -> assertThat(broken.seq()).isEqualTo(3));
  }

  @Test
  void goesOnFromTheAnchorOnceOldRowsWereRemoved() {
    append(5);

    int removed = opened.store().pruneAudit(MADE.plusSeconds(3));

    assertThat(removed).isEqualTo(2);
    assertThat(read(ALL)).extracting(row -> row.review().value()).containsExactly("r3", "r4", "r5");
    assertThat(verified())
        .isInstanceOfSatisfying(
            AuditVerification.Intact.class,
            intact -> assertThat(List.of(intact.from(), intact.rows())).containsExactly(3L, 3L));
    append(1);
    opened.restart();
    assertThat(opened.store().pruneAudit(MADE.plusSeconds(3))).as("removed again").isZero();
    assertThat(verified()).isInstanceOf(AuditVerification.Intact.class);
  }

  @Test
  void isIntactWhenEveryRowWasRemovedAndNewOnesCame() {
    append(1_500);

    assertThat(opened.store().pruneAudit(MADE.plusSeconds(2_000))).isEqualTo(1_500);
    assertThat(verified())
        .isInstanceOfSatisfying(
            AuditVerification.Intact.class,
            intact ->
                assertThat(List.of(intact.from(), intact.rows())).containsExactly(1_501L, 0L));

    append(1);
    assertThat(read(ALL)).hasSize(1);
    assertThat(verified()).isInstanceOf(AuditVerification.Intact.class);
  }

  @Test
  void keepsARowThatIsOldOnlyByAClockThatWentBack() {
    append(2);
    opened.store().clickStore().note(List.of(auditRow("r0", "Ann@example.com", MADE)), List.of());

    assertThat(opened.store().pruneAudit(MADE.plusSeconds(1))).isZero();
    assertThat(read(ALL)).hasSize(3);
  }

  @Test
  void keepsWhatShowsThatARowWasChangedHoweverOld() throws SQLException {
    append(3);
    tamper("drop trigger audit_no_update", "update audit set email = 'x' where seq = 2");

    assertThatThrownBy(() -> opened.store().pruneAudit(MADE.plusSeconds(9)))
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("broken at row 2: the row was changed");

    assertThat(read(ALL)).hasSize(2);
    assertThat(verified()).isEqualTo(new AuditVerification.Broken(2, "the row was changed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from audit where seq = 3",
        "update audit_anchor set seq = 1",
        "update audit_anchor set seq = 9, hash = 'x'",
        "update audit_anchor set id = 2",
        "delete from audit_anchor",
        "insert or replace into audit_anchor values (1, 9, 'x')",
        """
        insert into audit
        select 2, at, step, review_id, session, connection, slack_user, email, verdict,
               group_name, credential, outcome, prev_hash, hash
        from audit where seq = 3
        """
      })
  void refusesEveryChangeBesideTheAnchor(String change) {
    append(4);
    opened.store().pruneAudit(MADE.plusSeconds(3));

    assertThatThrownBy(() -> tamper(change)).hasMessageContaining("append-only");
    assertThat(verified()).isInstanceOf(AuditVerification.Intact.class);
  }

  @Test
  void findsThatTheFirstRowAfterTheAnchorIsMissing() throws SQLException {
    append(4);
    opened.store().pruneAudit(MADE.plusSeconds(3));

    tamper("drop trigger audit_no_delete", "delete from audit where seq = 3");

    assertThat(verified()).isEqualTo(new AuditVerification.Broken(3, "the row is missing"));
  }

  @Test
  void findsARowThatHadBeenRemovedAndCameBack() throws SQLException {
    append(4);
    opened.store().pruneAudit(MADE.plusSeconds(3));

    tamper(
        "drop trigger audit_no_replace",
        """
        insert into audit
        select 1, at, step, review_id, session, connection, slack_user, email, verdict,
               group_name, credential, outcome, prev_hash, hash
        from audit where seq = 3
        """);

    assertThat(verified())
        .isEqualTo(new AuditVerification.Broken(1, "the row had been removed, and is there again"));
  }

  @Test
  void makesNoFileWhereThereIsNone() {
    Path missing = directory.resolve("missing.db");

    assertThatThrownBy(() -> AuditTrail.open("jdbc:sqlite:" + missing))
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("does not exist");
    assertThat(missing).doesNotExist();
  }
}
