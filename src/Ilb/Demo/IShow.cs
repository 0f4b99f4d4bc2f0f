namespace Ilb.Demo;

/// <summary>What `ilb demo` shows on an installation of its own.</summary>
internal interface IShow
{
    /// <returns>0 when all was as promised, else the exit code of the demo.</returns>
    Task<int> RunAsync(TemporaryInstallation place, CancellationToken cancellation);

    /// <summary>What may be tried where it is kept, beside `ilb status` and `ilb shell`.</summary>
    IEnumerable<string> Commands { get; }
}
