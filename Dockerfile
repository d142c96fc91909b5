# Build:  docker build -t webhook-receiver .
# Run:    docker run -p 8080:8080 -v webhook-data:/data -v ./rules:/app/rules:ro webhook-receiver
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/WebhookReceiver -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o /app \
    && mkdir /data

# The "extra" image holds what the rules need: ICU to fold letters, and time zones. It has no shell.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# The ports are settings of ours; the root file system may be read-only, so nothing is written outside /data.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    Journal__Folder=/data
USER $APP_UID
EXPOSE 8080 8081
VOLUME ["/data", "/app/rules"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=15s CMD ["./WebhookReceiver", "health"]
ENTRYPOINT ["./WebhookReceiver"]
