package dev.hoop.slackbot.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ChannelId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoutingTest {

  private static final ChannelId ALL = new ChannelId("C0ALL");
  private static final ChannelId OWN = new ChannelId("C0OWN");
  private static final Routes ROUTES =
      new Routes(Map.of("own", List.of(OWN, ALL), "plain", List.of()));
  private static final Routes NONE = new Routes(Map.of());

  @Test
  void aConnectionsOwnChannelsComeFirstAndEachOnce() {
    assertThat(new Routing(false, ALL).channels(ROUTES, "own")).containsExactly(OWN, ALL);
  }

  @Test
  void aConnectionWithoutChannelsOfItsOwnGoesWhereAllGo() {
    assertThat(new Routing(false, ALL).channels(ROUTES, "plain")).containsExactly(ALL);
    assertThat(new Routing(false, null).channels(ROUTES, "plain")).isEmpty();
  }

  @Test
  void aConnectionThePluginDoesNotListIsLeftOutUnlessAllAreWanted() {
    assertThat(new Routing(false, ALL).channels(ROUTES, "other")).isEmpty();
    assertThat(new Routing(true, ALL).channels(ROUTES, "other")).containsExactly(ALL);
  }

  @Test
  void aPluginThatListsNothingLeavesNothingOut() {
    assertThat(new Routing(false, ALL).channels(NONE, "other")).containsExactly(ALL);
  }
}
