package dev.hoop.slackbot;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives each test an environment of its own through the constructor of its class, and fails the
 * test when the strict stand-ins have something to complain of at its end. The class's own
 * {@code @AfterEach} methods still find the environment open.
 */
final class TestEnvironmentExtension
    implements TestInstancePreConstructCallback, ParameterResolver, AfterEachCallback {

  /** By default a constructor belongs to its class, whose store outlives the single test. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext test)
      throws NoSuchMethodException {
    var open = TestEnvironmentExtension.class.getDeclaredMethod("open", Path.class);
    Object env = test.getExecutableInvoker().invoke(open);
    // The store closes the environment whatever fails before, and ahead of the folder that it got
    // earlier.
    store(test).put(TestEnvironment.class, env);
  }

  /** A method of its own since JUnit makes and removes folders only for fields and parameters. */
  static TestEnvironment open(@TempDir Path folder) {
    return TestEnvironment.open(folder);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TestEnvironment.class;
  }

  @Override
  public TestEnvironment resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return env(test);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    TestEnvironment env = env(test);
    SoftAssertions.assertSoftly(
        check -> {
          check.assertThat(env.slack().complaints()).as(env.slack().transcript()).isEmpty();
          check
              .assertThat(env.slack().unacked())
              .as("clicks that failed where people saw it")
              .isEmpty();
          check.assertThat(env.gateway().tokenReads()).as("reads of the plugin's tokens").isZero();
        });
  }

  private static TestEnvironment env(ExtensionContext test) {
    return store(test).get(TestEnvironment.class, TestEnvironment.class);
  }

  private static ExtensionContext.Store store(ExtensionContext test) {
    return test.getStore(ExtensionContext.Namespace.create(TestEnvironmentExtension.class));
  }
}
