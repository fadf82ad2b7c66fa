package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CredentialHealthTest {

  private final CredentialHealth health = new CredentialHealth();

  @Test
  void namesEveryFaultUntilItIsMended() {
    health.fault("group key sre", "it is revoked");
    health.fault("group key dba", "it is in other groups");

    assertThat(health.detail())
        .contains("group key dba: it is in other groups; group key sre: it is revoked");
    health.fine("group key sre");
    health.fine("group key dba");
    assertThat(health.detail()).isEmpty();
  }

  @Test
  void countsAFaultOnceHoweverOftenItIsFound() {
    health.fault("group key sre", "it is revoked");
    health.fault("group key sre", "it is revoked");

    assertThat(health.faultsFound()).isEqualTo(1);
  }

  @Test
  void countsAFaultAgainThatCameBack() {
    health.fault("group key sre", "it is revoked");
    health.fine("group key sre");
    health.fault("group key sre", "it is revoked");

    assertThat(health.faultsFound()).isEqualTo(2);
  }

  @Test
  void countsUnexpectedMarks() {
    health.unexpectedMark();
    health.unexpectedMark();

    assertThat(health.unexpectedMarks()).isEqualTo(2);
  }
}
