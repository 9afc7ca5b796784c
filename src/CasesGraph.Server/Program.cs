using CasesGraph.Server.Start;

return await CommandLine.RunAsync(args);
