package dev.hoop.slackbot.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Rows that are measured together. */
interface Scenario {

  /** The names by which {@code -Dbench.rows} asks for it. */
  Set<String> names();

  /** Fails with an {@link AssertionError} when a click was lost, not acked or not decided. */
  List<BenchmarkRow> measure(Options options) throws IOException;
}
