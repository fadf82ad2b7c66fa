package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupTokenTest {

  private static final String LONG = "g".repeat(3_000);

  @Test
  void aNameThatCanTravelIsItsOwnToken() {
    assertThat(GroupToken.resolve("team:dba:eu", List.of())).contains("team:dba:eu");
  }

  @Test
  void aHashMeansTheGroupItWasMadeOf() {
    assertThat(GroupToken.resolve(GroupToken.hash(LONG), List.of("dba", LONG))).contains(LONG);
  }

  @Test
  void aHashOfNoGroupMeansNothing() {
    assertThat(GroupToken.resolve(GroupToken.hash(LONG), List.of("dba"))).isEmpty();
  }

  @Test
  void aNameThatOnlyLooksLikeAHashIsFoundToo() {
    assertThat(GroupToken.resolve("#on-duty", List.of("dba", "#on-duty"))).contains("#on-duty");
  }

  @Test
  void aGroupNamedLikeTheHashOfAnotherDoesNotTakeItsPlace() {
    String impostor = GroupToken.hash("dba");

    assertThat(GroupToken.resolve(GroupToken.hash(impostor), List.of("dba", impostor)))
        .contains(impostor);
    assertThat(GroupToken.resolve(impostor, List.of(impostor, "dba"))).contains("dba");
  }
}
