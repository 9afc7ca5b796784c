# The server for Linux, without a shell's help: docs/deploy.md.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# The explorer would take Node, and is off outside Development.
RUN dotnet publish src/CasesGraph.Server -c Release -o /out -p:Ide=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /out /opt/casesgraph
# Settings' relative paths begin here; data/ is all that is written to.
WORKDIR /var/lib/casesgraph
RUN install -d -o $APP_UID -g $APP_UID data
VOLUME /var/lib/casesgraph/data
USER $APP_UID
# The image sets ASPNETCORE_HTTP_PORTS to it.
EXPOSE 8080
ENV DOTNET_EnableDiagnostics=0
ENTRYPOINT ["dotnet", "/opt/casesgraph/CasesGraph.Server.dll"]
