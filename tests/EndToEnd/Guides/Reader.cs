using System.Globalization;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Guides;

/// <summary>Follows a guide on a machine of its own, block by block in one shell, as somebody does who types what stands there.</summary>
internal sealed class Reader(DebianMachine machine, Guide guide)
{
    private readonly List<Block> _steps = [.. guide.Blocks.Where(block => block.IsRun || block.File is not null)];

    /// <returns>What did not come as the guide says; nothing beyond a command that fails.</returns>
    public async Task<IReadOnlyList<string>> FollowAsync()
    {
        foreach (var (number, block) in _steps.Index())
            Bring($"{number}{Ending(block)}", block.Text);
        Bring("reader.sh", await File.ReadAllTextAsync(Own("reader.sh")));
        Bring("before.sh", await File.ReadAllTextAsync(Own($"before/{Path.GetFileNameWithoutExtension(guide.Name)}.sh")));
        Bring("follow.sh", string.Join('\n', [". /mnt/reader.sh", ". /mnt/before.sh >/mnt/before.out 2>&1", .. _steps.Select(Step), ""]));
        // What it leaves running has no part in the output that is waited for.
        var (code, _) = await machine.TryAsync("bash -euo pipefail /mnt/follow.sh </dev/null >/mnt/follow.out 2>&1");
        return code == 0 ? [.. _steps.Index().SelectMany(Differences)] : [Failure(code)];
    }

    private static string Own(string name) => IlbProgram.Source($"tests/EndToEnd/Guides/{name}");

    private static string Ending(Block block) => block.Language is "powershell" ? ".ps1" : "";

    private static string Step(Block block, int number) => block switch
    {
        { File: { } file } => $"mkdir -p \"$(dirname {file})\" && cp /mnt/{number}{Ending(block)} {file}",
        { Language: "powershell" } => $"ilb shell /mnt/{number}.ps1 >/mnt/{number}.out 2>&1",
        { Namespace: { } name } => $"nsenter --net=/run/netns/{name} bash -euo pipefail /mnt/{number} >/mnt/{number}.out 2>&1",
        _ => $". /mnt/{number} >/mnt/{number}.out 2>&1",
    };

    private void Bring(string name, string text) => File.WriteAllText(Path.Combine(machine.Brought, name), text);

    private string Printed(object step) => Path.Combine(machine.Brought, $"{step}.out") is var file && File.Exists(file) ? File.ReadAllText(file) : "";

    private IEnumerable<string> Differences((int Number, Block Commands) step) =>
        guide.PrintedBy(step.Commands) is { } page && Printed(step.Number) is var printed && !page.Shows(printed)
            ? [$"{page.Page} shows what is not printed. It is:\n{printed}"]
            : [];

    /// <summary>It ended in the last block that printed, or was about to.</summary>
    private string Failure(int code)
    {
        var said = Printed("follow");
        var last = _steps.Index().LastOrDefault(step => File.Exists(Path.Combine(machine.Brought, $"{step.Index}.out")));
        return last.Item is null
            ? $"{guide.Name} ended with {code} before its first block: {said}{Printed("before")}"
            : string.Create(CultureInfo.InvariantCulture, $"{last.Item.Page} ended with {code}: {said}\n{last.Item.Text}--- printed:\n{Printed(last.Index)}");
    }
}
