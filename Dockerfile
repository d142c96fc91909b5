# Build:  docker build -t webhook-receiver .
# Run:    docker run -p 8080:8080 -v webhook-data:/data -v ./rules:/app/rules:ro webhook-receiver
# For another architecture:  docker buildx build --platform linux/arm64 .   The compiler runs on this machine's own.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
ARG VERSION=0.1.0
WORKDIR /source
COPY . .
RUN dotnet publish src/WebhookReceiver -c Release -a "${TARGETARCH:-$(dpkg --print-architecture)}" --self-contained false \
      -p:PublishReadyToRun=true -p:Version="$VERSION" -o /app \
    && mkdir /data /key && chmod 700 /key && mv /app/rules /rules

# The platform on your desk:  docker build --target simulator -t picky-assist-simulator .
#   docker run -p 127.0.0.1:8090:8090 picky-assist-simulator --webhook 'http://host.docker.internal:8080/webhook?key=…'
FROM build AS simulator-build
RUN dotnet publish src/PickyAssist.Simulator -c Release -a "${TARGETARCH:-$(dpkg --print-architecture)}" --self-contained false \
      -p:Version="$VERSION" -o /simulator

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra AS simulator
WORKDIR /app
COPY --from=simulator-build /simulator .
# Inside the container every address listens; outside, publish the port on this machine only: the desk has no key.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    Platform__Address=0.0.0.0
USER $APP_UID
EXPOSE 8090
ENTRYPOINT ["./PickyAssist.Simulator"]

# The console:  docker build --target console -t webhook-receiver-console .
FROM build AS console-build
RUN dotnet publish src/WebhookReceiver.WebConsole -c Release -a "${TARGETARCH:-$(dpkg --print-architecture)}" --self-contained false \
      -p:Version="$VERSION" -o /console

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra AS console
WORKDIR /app
COPY --from=console-build /console .
# A volume with the receiver's key belongs to the user of both, whichever container comes first.
COPY --from=build --chown=$APP_UID:$APP_UID /key /key
# It keeps nothing on disk. Outside this machine it needs a key: Console__ReceiverKey, Console__ReceiverKeyFile or Console__Users__0__….
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    Console__Address=0.0.0.0
USER $APP_UID
EXPOSE 8082
HEALTHCHECK --interval=30s --timeout=10s --start-period=15s CMD ["./WebhookReceiver.WebConsole", "health"]
ENTRYPOINT ["./WebhookReceiver.WebConsole"]

# The "extra" image holds what the rules need: ICU to fold letters, and time zones. It has no shell.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
# A new named volume takes the content and the owner of the folder that it covers: the samples, writable for the server.
# A folder that is there already would keep its owner, so the rules are no part of /app above.
COPY --from=build --chown=$APP_UID:$APP_UID /rules /app/rules
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
COPY --from=build --chown=$APP_UID:$APP_UID /key /key
# The ports are settings of ours; the root file system may be read-only, so nothing is written outside /data.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    Journal__Folder=/data
USER $APP_UID
EXPOSE 8080 8081
VOLUME ["/data", "/app/rules"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=15s CMD ["./WebhookReceiver", "health"]
ENTRYPOINT ["./WebhookReceiver"]
