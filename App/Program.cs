using App;

// Two ways to start: with a verb for pipelines ("import FILE"), else the web application.
if (CommandLine.IsVerb(args))
{
    return await CommandLine.RunAsync(args);
}
WebProgram program;
try
{
    program = await WebProgram.BuildAsync(args);
}
catch (Exception exception) when (exception is InvalidOperationException or FileNotFoundException or Npgsql.NpgsqlException)
{
    // What stands in the way is for the person who starts the program, not for its developers.
    await Console.Error.WriteLineAsync("The program can't start. " + exception.Message);
    return 1;
}
await using (program)
{
    await program.RunAsync();
}
return 0;
