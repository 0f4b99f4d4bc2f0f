using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ilb.Agent;
using Ilb.Bench.Lab;
using Ilb.Client;
using Ilb.Contracts;

namespace Ilb.Bench.Service;

/// <summary>The built `ilb serve` in a process of its own. What its machines and its kernel have goes when the laboratory closes.</summary>
internal sealed class ServeProcess : IDisposable
{
    /// <summary>Whoever measures how many requests it can answer must not be held back by how many it takes.</summary>
    private const string Rate = "100000";

    private readonly Installation _installation;
    private readonly IPEndPoint _listen = FreeEndPoint();
    private Process? _process;

    /// <param name="name">Of its data folder in the laboratory.</param>
    public ServeProcess(Laboratory lab, string name)
    {
        _installation = new Installation(Path.Combine(lab.Folder, name));
        Directory.CreateDirectory(_installation.DataDirectory);
        File.WriteAllText(Path.Combine(_installation.DataDirectory, "images.json"), Documents.Images);
        lab.OnDispose(() => TearDown.RunAsync(_installation).GetAwaiter().GetResult());
        lab.OnDispose(Dispose);
    }

    public AzureSubscription Subscription => PublishSettings.Read(Path.Combine(_installation.DataDirectory, "ilb.publishsettings"))[0];

    /// <summary>Megabytes that are in memory now, those of files that it maps among them.</summary>
    public double Megabytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process!.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Milliseconds until it says that it is ready.</summary>
    public double Start()
    {
        var start = Stopwatch.GetTimestamp();
        _process = Command.Start(
            Program, ["serve", "--data", _installation.DataDirectory, "--listen", $"{_listen}", "--max-rate", Rate]);
        _process.ErrorDataReceived += (_, line) => Complain(line.Data);
        _process.BeginErrorReadLine();
        var said = _process.StandardOutput.ReadLine();
        return said is not null && said.StartsWith("ilb is ready", StringComparison.Ordinal)
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new LabException("start `ilb serve`", said ?? "it ended");
    }

    /// <summary>Ends the process; its machines and the state that it stored stay.</summary>
    public void Dispose()
    {
        if (_process is not { } running)
            return;
        Laboratory.End(running);
        running.Dispose();
        _process = null;
    }

    /// <summary>Beside the benchmarks' own folder, where `./dev bench` builds both.</summary>
    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../ilb/ilb"));

    private static IPEndPoint FreeEndPoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private static void Complain(string? line)
    {
        if (line is not null)
            Console.Error.WriteLine($"ilb serve: {line}");
    }
}
