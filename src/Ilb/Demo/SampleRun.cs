using Spectre.Console;

namespace Ilb.Demo;

/// <summary>A script, run by `ilb shell` on an installation that has the images named beside the script, and a place outside.</summary>
internal sealed class SampleRun(string script) : IShow
{
    private const string ImagesFile = "images.json";

    public async Task<int> RunAsync(TemporaryInstallation place, CancellationToken cancellation)
    {
        var images = Path.Combine(Path.GetDirectoryName(script)!, ImagesFile);
        if (File.Exists(images))
            File.Copy(images, Path.Combine(place.Data, ImagesFile));
        place.MakeOutside();
        await place.ServeAsync(cancellation);
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb shell {Samples.Shown(script)}[/]");
        var code = await ChildProcess.InForegroundAsync(Environment.ProcessPath!, ["shell", "--data", place.Data, script], cancellation);
        cancellation.ThrowIfCancellationRequested();
        return code;
    }

    public IEnumerable<string> Commands => [];
}
