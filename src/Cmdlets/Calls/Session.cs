using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>
/// The subscriptions of this process and which one is used. Without any, the file that ILB_PUBLISHSETTINGS names is read.
/// ILB_PLAN names a plan whose shadow of the state answers instead of the state in force.
/// Requests carry the version that the import names, else the one that ILB_API_VERSION has at that time, else that of the announcement.
/// </summary>
internal static class Session
{
    public const string Variable = "ILB_PUBLISHSETTINGS";

    public const string VersionVariable = "ILB_API_VERSION";

    public const string VersionPattern = @"^\d{4}-\d{2}-\d{2}$";

    private static readonly object _lock = new();
    private static readonly List<AzureSubscription> _subscriptions = [];
    private static readonly HashSet<AzureSubscription> _withOwnVersion = [];
    private static AzureSubscription? _current;
    private static ServiceManagementClient? _client;

    public static AzureSubscription? Current
    {
        get
        {
            lock (_lock)
            {
                ReadVariables();
                return _current;
            }
        }
    }

    public static IReadOnlyList<AzureSubscription> Subscriptions
    {
        get
        {
            lock (_lock)
            {
                ReadVariables();
                return [.. _subscriptions];
            }
        }
    }

    /// <summary>Adds the subscriptions, which replace those of the same id, and uses the first.</summary>
    public static void Import(IReadOnlyList<AzureSubscription> subscriptions, string? version = null)
    {
        lock (_lock)
        {
            foreach (var subscription in subscriptions.Where(_ => version is not null))
            {
                subscription.ApiVersion = version!;
                _withOwnVersion.Add(subscription);
            }

            _subscriptions.RemoveAll(old => subscriptions.Any(s => Names.Same(s.SubscriptionId, old.SubscriptionId)));
            _subscriptions.AddRange(subscriptions);
            _withOwnVersion.IntersectWith(_subscriptions);
            Select(subscriptions[0]);
            FollowVersion();
        }
    }

    /// <summary>Uses this subscription from now on; null for none.</summary>
    public static void Select(AzureSubscription? subscription)
    {
        lock (_lock)
        {
            _current = subscription;
            // The old client is left to its callers, who may be in the middle of a call.
            _client = null;
        }
    }

    public static ServiceManagementClient Client(PSCmdlet cmdlet) => ClientOrNull() ?? throw NotConnected(cmdlet);

    public static ServiceManagementClient? ClientOrNull()
    {
        lock (_lock)
        {
            ReadVariables();
            var plan = ServiceManagementClient.NamedPlan;
            if (_client?.Plan != plan) _client = null;
            return _current is null ? null : _client ??= new ServiceManagementClient(_current, plan);
        }
    }

    private static void ReadVariables()
    {
        if (_subscriptions.Count == 0 && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path) Import(PublishSettings.Read(path));
        FollowVersion();
    }

    private static void FollowVersion()
    {
        var version = Environment.GetEnvironmentVariable(VersionVariable) is { Length: > 0 } wanted ? wanted : ServiceManagementClient.DefaultVersion;
        foreach (var subscription in _subscriptions.Where(s => s.ApiVersion != version && !_withOwnVersion.Contains(s)))
        {
            subscription.ApiVersion = version;
            // A client carries the version that its subscription had when it was made.
            if (subscription == _current) Select(subscription);
        }
    }

    private static PipelineStoppedException NotConnected(PSCmdlet cmdlet)
    {
        const string message = $"No subscription is selected. Use Import-AzurePublishSettingsFile or set {Variable} to a publish settings file.";
        cmdlet.ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(message), ErrorRecords.NotConnected, ErrorCategory.ConnectionError, null));
        return new PipelineStoppedException();
    }
}
