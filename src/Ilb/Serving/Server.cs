using System.Collections.Immutable;
using Ilb.Agent;
using Ilb.Commands;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Logging;
using Ilb.Model.Images;
using Ilb.Telemetry;
using Microsoft.Extensions.Logging;
using Installation = Ilb.Agent.Installation;

namespace Ilb.Serving;

/// <summary>Control plane and agent in one process, joined by the feed of snapshots and the observations.</summary>
internal static class Server
{
    /// <returns>0 after a clean end, 1 when this host or the data folder can't be used; the reason is on standard error.</returns>
    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        if (!CheckCommand.Run(options.Data, options.Listen, options.Metrics, onlyTrouble: true))
            return 1;
        try
        {
            await ServeAsync(options, cancellation);
            return 0;
        }
        catch (Exception e) when (e is DataFolderException or StoreException or ListenException or KernelException or NamespaceException
                                      or ImagesException or UplinkException or NetlinkException)
        {
            await Console.Error.WriteLineAsync($"ilb serve: {e.Message}");
            return 1;
        }
    }

    private static async Task ServeAsync(ServerOptions options, CancellationToken cancellation)
    {
        var manager = ServiceManager.Find();
        using var logs = Logs.Open(options.Verbose);
        var installation = new Installation(options.Data.FullName);
        var uplink = options.Uplink is { } told ? UplinkPlace.Find(told, installation) : null;
        await using var measuring = new Measuring(installation.Name);
        await using var host = ControlPlaneHost.Open(
            new ControlPlaneOptions(installation.DataDirectory, options.Listen)
            {
                DrainTime = options.DrainTime,
                Meter = measuring.Meter,
                Names = options.Names,
                Limits = options.Limits,
                IsExclusive = options.IsExclusive,
            });
        var images = ReadImages(installation);
        var programs = await StartAsync(host, installation, new KernelOptions { HasUplink = uplink is not null }, logs);
        var agentLog = logs.CreateLogger<NodeAgent>();
        await using var agent = NodeAgent.Open(
            new AgentOptions(installation, images)
            {
                Log = line => agentLog.LogWarning("{Line}", line),
                Uplink = uplink,
                Meter = measuring.Meter,
            },
            programs,
            host.Feed,
            host.Observer,
            TimeProvider.System);
        host.SetNodeView(agent);
        // Ends before the agent, which it asks.
        await using var shown = await measuring.ShowAsync(options.Metrics, logs);
        var running = agent.RunAsync(cancellation);
        Console.WriteLine(
            $"ilb is ready: https://{host.Endpoint}, publish settings {Path.Combine(installation.DataDirectory, "ilb.publishsettings")}");
        manager.TellReady();
        await manager.ReassureAsync(longest => host.IsTurning(longest) && agent.IsTurning(longest), cancellation);
        await running;
        manager.TellStopping();
        if (options.StopMachines)
            await TearDown.StopMachinesAsync(installation, CancellationToken.None);
    }

    /// <summary>The control plane reads its state while the kernel looks through the programs.</summary>
    private static async Task<NodePrograms> StartAsync(ControlPlaneHost host, Installation installation, KernelOptions options, ILoggerFactory logs)
    {
        // With the folder its place in the kernel is this process's alone, for as long as anything here works in it.
        var loading = Task.Run(() => NodePrograms.Load(installation, options), CancellationToken.None);
        try
        {
            await host.RunAsync(logs);
        }
        catch
        {
            await LetGoAsync(loading);
            throw;
        }

        return await loading;
    }

    private static async Task LetGoAsync(Task<NodePrograms> loading)
    {
        try
        {
            (await loading).Dispose();
        }
        catch (Exception e) when (e is KernelException or NamespaceException)
        {
            // What is told is why the control plane did not start.
        }
    }

    private static ImageCatalog ReadImages(Installation installation)
    {
        var path = Path.Combine(installation.DataDirectory, "images.json");
        var images = ImageCatalog.Parse(File.Exists(path) ? File.ReadAllText(path) : null, out var problems);
        return problems.IsEmpty ? images : throw new ImagesException(path, problems);
    }

    private sealed class ImagesException(string path, ImmutableArray<ImageProblem> problems)
        : Exception($"{path} has mistakes:\n{string.Join('\n', problems)}");
}
