using System.Net;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Configuration;
using Ilb.ControlPlane.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ilb.ControlPlane;

/// <summary>A running control plane: the management service, the state and who looks after it.</summary>
public sealed class ControlPlaneHost : IAsyncDisposable
{
    private readonly IDisposable _lock;
    private readonly ApiServer _server;

    private ControlPlaneHost(IDisposable folderLock, DataFolder folder, ApiServer server)
    {
        _lock = folderLock;
        _server = server;
        Folder = folder;
    }

    public DataFolder Folder { get; }

    /// <summary>Where the management service listens.</summary>
    public IPEndPoint Endpoint => _server.Endpoint;

    public static async Task<ControlPlaneHost> StartAsync(ControlPlaneOptions options, ILoggerFactory? logs = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        logs ??= NullLoggerFactory.Instance;
        var folder = DataFolder.Open(options.DataDirectory);
        var folderLock = folder.Lock();
        var installation = Installation.Open(folder, options.Listen.Address, options.Clock.GetUtcNow());
        var pipeline = new ApiPipeline(
            installation, Routes.Table(Locations.Open(folder)), () => null, options.Clock, logs.CreateLogger<ApiPipeline>());
        var server = await ApiServer.StartAsync(options.Listen, installation.Server, pipeline.RunAsync, logs);
        installation.Publish(server.Endpoint);
        return new ControlPlaneHost(folderLock, folder, server);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _lock.Dispose();
    }
}
