using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Reads the subscriptions of a publish settings file and uses the first.</summary>
[Cmdlet(VerbsData.Import, "AzurePublishSettingsFile", DefaultParameterSetName = "CommonSettings")]
[OutputType(typeof(AzureSubscription))]
public sealed class ImportAzurePublishSettingsFile : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? PublishSettingsFile { get; set; }

    /// <summary>The x-ms-version that the cmdlets send from now on: rules that were lifted after the announcement hold up to 2014-05-01.</summary>
    [Parameter]
    [ValidatePattern(Session.VersionPattern)]
    public string? ApiVersion { get; set; }

    /// <summary>Accepted for old scripts; the file says where the service is.</summary>
    [Parameter(ParameterSetName = "CommonSettings")]
    public string? Environment { get; set; }

    /// <summary>Accepted for old scripts; nothing is kept beyond the session.</summary>
    [Parameter]
    public string? SubscriptionDataFile { get; set; }

    protected override void ProcessRecord()
    {
        var path = GetUnresolvedProviderPathFromPSPath(PublishSettingsFile!);
        try
        {
            var subscriptions = PublishSettings.Read(path);
            Session.Import(subscriptions, ApiVersion);
            WriteObject(subscriptions, enumerateCollection: true);
        }
        catch (PublishSettingsException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "PublishSettingsUnusable", ErrorCategory.OpenError, path));
        }
    }
}
