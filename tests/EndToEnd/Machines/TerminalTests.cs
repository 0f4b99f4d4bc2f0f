using System.Diagnostics;
using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>Who holds the operator's terminal could type into it: a command in a machine has one of the machine's, or none.</summary>
public sealed class TerminalTests(TwoMachines machines) : IClassFixture<TwoMachines>
{
    private readonly TestHost _host = machines.Host;

    [Fact]
    public async Task A_command_on_a_terminal_gets_one_of_the_machines_own()
    {
        var (code, output) = await OnTerminalAsync("tty; stty size; stat -c owner=%U /dev/pts/0; read line; echo got $line; exit 7");

        output.Should().Contain("/dev/pts/0").And.Contain("33 77").And.Contain("owner=root").And.Contain("got typed");
        code.Should().Be(7);
    }

    [Fact]
    public async Task A_command_can_not_type_into_the_operators_terminal()
    {
        var (_, output) = await OnTerminalAsync(
            "python3 -c \"import fcntl, termios; [fcntl.ioctl(0, termios.TIOCSTI, c.encode()) for c in 'escaped']\"; exit 0", after: "read -t 1 -n 7 stolen; echo \"stolen=$stolen\"");

        output.Should().Contain("stolen=").And.NotContain("stolen=escaped");
    }

    [Fact]
    public async Task Without_a_terminal_a_command_leads_a_session_of_its_own()
    {
        var (_, session) = await _host.ExecuteAsync("web1", "sh", "-c", "read a b c d e session rest < /proc/self/stat; echo $session");

        int.Parse(session, System.Globalization.CultureInfo.InvariantCulture).Should().BePositive("a session that began outside would be 0 here");
    }

    [Fact]
    public async Task An_interrupt_reaches_the_command()
    {
        var start = _host.Shell.Enter("web1", ["sh", "-c", "trap 'exit 9' INT; echo ready; while :; do sleep 0.1; done"]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).Should().Be("ready");

        Signals.Send(process.Id, 2);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(9);
    }

    /// <summary>Runs a command of `sh` inside, on a terminal of 33 lines that somebody types "typed" into.</summary>
    private async Task<(int Code, string Output)> OnTerminalAsync(string command, string after = "exit $code")
    {
        var enter = _host.Shell.Enter("web1", ["sh", "-c", command]);
        var script = Path.Combine(_host.Installation.DataDirectory, $"terminal-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(
            script, $"stty rows 33 cols 77\n{enter.FileName} {string.Join(' ', enter.ArgumentList.Select(Quote))}\ncode=$?\n{after}\n");
        var start = new ProcessStartInfo("script", ["-qefc", $"bash {script}", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(700);
        await process.StandardInput.WriteAsync(command.Contains("read", StringComparison.Ordinal) ? "typed\n" : "");
        await process.StandardInput.FlushAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        return (process.ExitCode, await output);
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
