FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN mvn -B -ntp -q package -Dunit.tests.skipped=true

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/hoop-slack hoop-slack \
 && mkdir -p /var/lib/hoop-slack/data && chown -R hoop-slack /var/lib/hoop-slack
COPY --from=build /src/target/hoop-slack-bot.jar /opt/hoop-slack-bot.jar
USER hoop-slack
WORKDIR /var/lib/hoop-slack
VOLUME /var/lib/hoop-slack/data
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s \
  CMD ["java", "-XX:TieredStopAtLevel=1", "-jar", "/opt/hoop-slack-bot.jar", "health"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/hoop-slack-bot.jar"]
