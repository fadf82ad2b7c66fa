package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.GatewayResponse;
import dev.hoop.slackbot.gateway.Wire.UserWire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.gateway.keys.GroupKeys.GroupKey;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out at the start what the keys may do, and with which of them verdicts are made. */
public final class GatewayStartup {

  private static final Logger log = LoggerFactory.getLogger(GatewayStartup.class);

  private static final String AUDITOR = "auditor";
  private static final String ADMIN = "admin";

  private final GatewayHttp http;
  private final Secret apiKey;
  private final Map<String, Secret> groupKeys;
  private final CredentialHealth health;

  /**
   * A look at the gateway.
   *
   * @param groupKeys one key for each approval group; empty when there are none
   * @param health told what is found out about the keys later
   */
  public GatewayStartup(
      GatewayHttp http, Secret apiKey, Map<String, Secret> groupKeys, CredentialHealth health) {
    this.http = http;
    this.apiKey = apiKey;
    this.groupKeys = Map.copyOf(groupKeys);
    this.health = health;
  }

  /**
   * What the start found.
   *
   * @param faults what only a person can mend, each with its remedy; the submitter is of no use
   *     then
   * @param auditorGroup what the gateway calls the group that may only read, as far as the key in
   *     use shows: its usual name unless that key is an auditor's in one group alone
   */
  public record Findings(HttpVerdictSubmitter submitter, List<String> faults, String auditorGroup) {

    public Findings {
      faults = List.copyOf(faults);
    }
  }

  /** Asks the gateway about every key. Throws when it cannot be asked now. */
  public Findings look(KeyStore keys) throws GatewayUnavailableException {
    List<String> faults = new ArrayList<>();
    UserWire self;
    try {
      self = who(apiKey);
    } catch (GatewayUnavailableException e) {
      if (!e.refused()) {
        throw e;
      }
      return new Findings(submitter(none()), List.of(String.valueOf(e.getMessage())), AUDITOR);
    }
    String role = WireMapper.text(self.role());
    if (!role.equals(ADMIN) && !role.equals(AUDITOR)) {
      faults.add(
          "HOOP_API_KEY: this key is in neither the auditor nor the admin group, so it sees no review"
              + " but its own. Give it the group auditor (with HOOP_GROUP_API_KEYS) or admin");
    }
    if (role.equals(AUDITOR) && groupKeys.isEmpty()) {
      faults.add(
          "HOOP_API_KEY: an auditor key can only read. Set HOOP_GROUP_API_KEYS too (sre=hpk_…,"
              + "dba=hpk_…), or give the bot a key in the admin group");
    }
    Credential credential = groupKeys.isEmpty() ? adminsWay(self, keys, faults) : groupKeys(faults);
    List<String> groups = WireMapper.nonNull(self.groups());
    return new Findings(
        submitter(credential),
        faults,
        role.equals(AUDITOR) && groups.size() == 1 ? groups.get(0) : AUDITOR);
  }

  private HttpVerdictSubmitter submitter(Credential credential) {
    return new HttpVerdictSubmitter(http, credential, health);
  }

  private Credential none() {
    return new GroupKeys(http, Map.of(), health);
  }

  private Credential adminsWay(UserWire self, KeyStore keys, List<String> faults)
      throws GatewayUnavailableException {
    if (!faults.isEmpty()) {
      return none();
    }
    try {
      GatewayResponse response = http.get("/api-keys", apiKey);
      if (GatewayErrors.saysNoRoute(response)) {
        log.warn("This gateway has no API keys: {}", LegacyKey.LIMITS);
        return new LegacyKey(apiKey, Set.copyOf(WireMapper.nonNull(self.groups())));
      }
      GatewayErrors.good(response);
      ApproverKeys approverKeys =
          new ApproverKeys(
              new KeyApi(http, apiKey, WireMapper.text(self.email())),
              keys,
              new SecretCipher(apiKey),
              health);
      approverKeys.begin();
      return approverKeys;
    } catch (IOException e) {
      throw GatewayErrors.unreachable(e);
    }
  }

  private Credential groupKeys(List<String> faults) throws GatewayUnavailableException {
    Map<String, GroupKey> keys = new HashMap<>();
    for (Map.Entry<String, Secret> entry : groupKeys.entrySet()) {
      String group = entry.getKey();
      try {
        UserWire key = who(entry.getValue());
        for (String fault : GroupKeys.faults(key, group)) {
          faults.add(
              "HOOP_GROUP_API_KEYS: the key for group "
                  + group
                  + " "
                  + fault
                  + ". Give it the group "
                  + group
                  + " and no other");
        }
        keys.put(group, new GroupKey(entry.getValue(), WireMapper.text(key.id())));
      } catch (GatewayUnavailableException e) {
        if (!e.refused()) {
          throw e;
        }
        faults.add(
            "HOOP_GROUP_API_KEYS: the gateway does not accept the key for group "
                + group
                + ". Make a new one in Hoop under API keys, in that group alone");
      }
    }
    return new GroupKeys(http, keys, health);
  }

  private UserWire who(Secret key) throws GatewayUnavailableException {
    try {
      return GatewayErrors.read(http.get("/userinfo", key), UserWire.class);
    } catch (IOException e) {
      throw GatewayErrors.unreachable(e);
    }
  }
}
