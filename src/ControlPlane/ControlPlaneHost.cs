using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Audit;
using Ilb.ControlPlane.Configuration;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Packages;
using Ilb.ControlPlane.Plans;
using Ilb.ControlPlane.Resources;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ilb.ControlPlane;

/// <summary>A running control plane: the management service, the state and its owner, the feed for agents.</summary>
public sealed partial class ControlPlaneHost : IAsyncDisposable
{
    private const string FirstSubscription = "ilb";

    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly ControlPlaneOptions _options;
    private StateOwner _owner = null!;
    private ApiServer _server = null!;
    private int _disposed;

    private ControlPlaneHost(ControlPlaneOptions options, DataFolder folder)
    {
        _options = options;
        Folder = folder;
    }

    public DataFolder Folder { get; }

    /// <summary>What agents shall make true.</summary>
    public SnapshotFeed Feed { get; } = new();

    /// <summary>Where agents report to.</summary>
    public IObserver Observer => _owner;

    /// <summary>Tells the control plane whom to ask for verdicts and flows; without, status shows none.</summary>
    public void SetNodeView(INodeView node) => _owner.Node = node;

    /// <summary>Where the management service listens.</summary>
    public IPEndPoint Endpoint => _server.Endpoint;

    /// <summary>Whether changes and observations were worked off within that time, or there were none.</summary>
    public bool IsTurning(TimeSpan within) => _owner.IsTurning(within);

    /// <summary>Opens and starts everything; answers requests when it returns.</summary>
    /// <exception cref="DataFolderException">The data folder can't be used.</exception>
    /// <exception cref="StoreException">The state can't be read.</exception>
    /// <exception cref="ListenException">The address can't be listened on.</exception>
    public static async Task<ControlPlaneHost> StartAsync(ControlPlaneOptions options, ILoggerFactory? logs = null)
    {
        var host = Open(options);
        try
        {
            await host.RunAsync(logs ?? NullLoggerFactory.Instance);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the data folder, and with it everything that the installation has on this host, until disposed.</summary>
    /// <exception cref="DataFolderException">It can't be used, or another process has it.</exception>
    public static ControlPlaneHost Open(ControlPlaneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = new ControlPlaneHost(options, DataFolder.Open(options.DataDirectory));
        host.Own(host.Folder.Lock());
        return host;
    }

    /// <summary>Makes another tenant, opened by that certificate.</summary>
    public async Task<Guid> AddSubscriptionAsync(string name, X509Certificate2 certificate)
    {
        var id = Guid.NewGuid();
        await MustAsync(new AddSubscription(id, name, PublicPart.Of(certificate, _options.Clock.GetUtcNow())));
        return id;
    }

    /// <summary>Ends the service and closes the state; machines and traffic go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
    }

    /// <summary>Starts everything; answers requests when it returns. To be called once.</summary>
    /// <exception cref="StoreException">The state can't be read.</exception>
    /// <exception cref="ListenException">The address can't be listened on.</exception>
    public async Task RunAsync(ILoggerFactory logs)
    {
        var log = logs.CreateLogger<ControlPlaneHost>();
        var installation = Installation.Open(Folder, _options.Listen.Address, _options.Names, _options.Clock.GetUtcNow(), path => LogDamaged(log, path));
        var spaces = Provider.Spaces(Folder);
        var catalogue = new Catalogue(
            [.. Locations.Open(Folder)],
            [.. Images.Open(Folder).Images.Select(image => image.Name)],
            [.. InstanceSize.All.Select(size => size.Name)])
        {
            PrivateSpace = spaces.Private,
            PublicSpace = spaces.Public,
        };
        var store = new SqliteStateStore(Folder.StoreFile);
        Own(store);
        if (store.FormerFormat is { } former)
            LogMigrated(log, Folder.StoreFile, former, StoreFormat.KeptPath(Folder.StoreFile, former));
        _owner = new StateOwner(store, catalogue, Feed, _options, logs);
        _parts.Push(_owner);
        var access = new Access(() => _owner.Current.Desired, _options.Clock);
        var first = await FirstSubscriptionAsync(installation, log);
        var who = new Operator(first);
        var packages = new PackageStore(Folder.Path, _options.Clock);
        Own(packages);
        packages.Repair();
        // Also for plans: which packages are in use tells the state in force.
        var uploads = new PackageResource(_owner, packages);
        var plans = new PlanBook(_owner, catalogue, uploads, who, _options.Clock);
        var audited = new AuditLog(Folder.PathOf("audit"), logs.CreateLogger<AuditLog>());
        var audit = new AuditTrail(audited, id => _owner.Current.Operations.GetValueOrDefault(id), _options.Clock);
        _owner.Ended = audit.End;
        var rate = new RequestRate(_options.Limits);
        Own(rate);
        var pipeline = new ApiPipeline(
            access.MayOpen, Routes.Table(_owner, catalogue, uploads, who, plans, audited), plans, audit, () => _owner.Trouble, _options.Limits, rate,
            logs.CreateLogger<ApiPipeline>());
        _server = await ApiServer.StartAsync(_options, () => installation.Server, pipeline.RunAsync, logs);
        _parts.Push(_server);
        Publish();
        _parts.Push(new CertificateCare(installation, _options.Clock, _options.Meter, Publish, logs.CreateLogger<CertificateCare>()));

        void Publish() => installation.Publish(_server.Endpoint, _options.Names.Count > 0 ? _options.Names[0] : null, first, FirstSubscription);
    }

    /// <summary>
    /// The operator's subscription, made at the first start, opened by the management certificate of this folder. Where that was removed
    /// from it, somebody else may have its key: then there is another one from now on.
    /// </summary>
    private async Task<Guid> FirstSubscriptionAsync(Installation installation, ILogger log)
    {
        var now = _options.Clock.GetUtcNow();
        if (_owner.Current.Desired.Subscriptions.FirstOrDefault(s => Named.Same(s.Name, FirstSubscription)) is not { } first)
            return await AddSubscriptionAsync(FirstSubscription, installation.Management);
        var known = first.Certificate(Installation.ThumbprintOf(installation.Management));
        if (known is null && !installation.IsManagementNew)
        {
            installation.ReplaceManagement(now);
            LogReplaced(log, Folder.PublishSettingsFile);
        }

        if (known?.Data is null)
            await MustAsync(new KeepCertificate(first.Id, PublicPart.Of(installation.Management, now)));
        return first.Id;
    }

    private async Task MustAsync(Command command)
    {
        var request = new ChangeRequest(Guid.NewGuid().ToString("N"), command, "", "", IsAsynchronous: false, []);
        if (await _owner.ChangeAsync(request) is Refused refused)
            throw new InvalidOperationException($"{command} was refused: {refused}");
    }

    private void Own(IDisposable part) => _parts.Push(new Disposal(part));

    private sealed class Disposal(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} is no certificate with its key: a new one is made. Clients need the new ilb.publishsettings and server.crt.")]
    private static partial void LogDamaged(ILogger log, string path);

    [LoggerMessage(LogLevel.Warning, "The management certificate of the data folder was removed from its subscription: there is another one in {Path}.")]
    private static partial void LogReplaced(ILogger log, string path);

    [LoggerMessage(LogLevel.Warning, "{Path} had format {Format} of an older ilb and is of this one now; the former is kept in {Kept}.")]
    private static partial void LogMigrated(ILogger log, string path, int format, string kept);
}
