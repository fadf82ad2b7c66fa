package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.sync.LinkStore;
import dev.hoop.slackbot.sync.LinkStore.Link;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLinkStoreTest {
  private static final Link ANNS = link(ANN, "sub-ann");
  private static final Link BOBS = link(new SlackUserId("U0BOB"), "sub-bob");

  @TempDir private Path directory;
  private TestStore opened;
  private LinkStore links;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    links = opened.store().links();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private static Link link(SlackUserId slackId, String subject) {
    return new Link(
        slackId,
        subject,
        () -> new SlackMessage("linked to " + subject, ""),
        () -> new SlackMessage(subject + " moved", ""));
  }

  /** Both users are there, linked or not. */
  private void see(List<Link> now) {
    Set<String> subjects = new HashSet<>(Set.of("sub-ann", "sub-bob"));
    now.forEach(link -> subjects.add(link.subject()));
    int unused = links.see(now, subjects);
  }

  private List<OutboxMessage> owed() {
    return opened.store().messages().due(opened.clock.instant()).stream()
        .map(pending -> pending.owed())
        .toList();
  }

  @Test
  void takesTheVeryFirstLinksAsKnown() {
    see(List.of(ANNS, BOBS));
    see(List.of(ANNS, BOBS));

    assertThat(owed()).isEmpty();
  }

  @Test
  void tellsTheOneWhoseLinkIsNewAndNobodyElse() {
    see(List.of(BOBS));
    opened.restart();
    links = opened.store().links();

    see(List.of(BOBS, ANNS));
    see(List.of(BOBS, ANNS));

    assertThat(owed()).hasSize(1);
    assertThat(owed().get(0).recipient()).isEqualTo(new Recipient.Direct(ANN));
    assertThat(owed().get(0).message()).isEqualTo(ANNS.message().get());
  }

  @Test
  void tellsOfAFirstLinkWhereThereWasNoneAtFirst() {
    see(List.of());

    see(List.of(ANNS));

    assertThat(owed()).hasSize(1);
  }

  @Test
  void knowsBeforehandWhoWillBeTold() {
    assertThat(links.unseen(List.of(ANNS))).as("at the very first").isEmpty();
    see(List.of(BOBS));

    assertThat(links.unseen(List.of(BOBS, ANNS))).containsExactly(ANNS);
    assertThat(owed()).isEmpty();
  }

  @Test
  void tellsAnewWhenALinkComesBack() {
    see(List.of(ANNS));
    see(List.of());
    see(List.of(ANNS));
    opened.clock.forward(Duration.ofMinutes(1));
    see(List.of());

    see(List.of(ANNS));

    assertThat(owed()).hasSize(2);
  }

  @Test
  void knowsTheLinksOfUsersWhoAreMissingForATime() {
    see(List.of(ANNS, BOBS));

    assertThat(links.see(List.of(), Set.of())).isEqualTo(2);
    assertThat(links.see(List.of(BOBS), Set.of("sub-bob"))).isEqualTo(1);
    see(List.of(ANNS, BOBS));

    assertThat(owed()).isEmpty();
  }

  @Test
  void tellsOfASecondHoopUserBehindOneSlackAccount() {
    see(List.of(ANNS));

    see(List.of(ANNS, link(ANN, "sub-other")));

    assertThat(owed()).extracting(o -> o.message().text()).containsExactly("linked to sub-other");
  }

  @Test
  void tellsTheAccountThatAUserWasLinkedToBefore() {
    see(List.of(ANNS));

    see(List.of(link(new SlackUserId("U0MALLORY"), "sub-ann")));

    assertThat(owed())
        .extracting(o -> o.recipient() + " " + o.message().text())
        .containsExactlyInAnyOrder(
            new Recipient.Direct(new SlackUserId("U0MALLORY")) + " linked to sub-ann",
            new Recipient.Direct(ANN) + " sub-ann moved");
  }

  @Test
  void tellsNobodyOfALinkThatWasOnlyTakenAway() {
    see(List.of(ANNS, BOBS));

    see(List.of(BOBS));

    assertThat(owed()).isEmpty();
  }
}
