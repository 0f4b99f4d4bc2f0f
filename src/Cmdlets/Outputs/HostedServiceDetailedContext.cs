using System;
using System.Collections.Generic;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>A cloud service.</summary>
public sealed class HostedServiceDetailedContext : ManagementOperationContext
{
    public string? ServiceName { get; set; }

    public string? Url { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    public string? AffinityGroup { get; set; }

    public string? Location { get; set; }

    public string? Status { get; set; }

    public List<ExtendedProperty> ExtendedProperties { get; set; } = [];

    public List<string> WebWorkerRoleSizes { get; set; } = [];

    public List<string> VirtualMachineRoleSizes { get; set; } = [];

    public DateTimeOffset? DateModified { get; set; }

    public DateTimeOffset? DateCreated { get; set; }

    public string? ReverseDnsFqdn { get; set; }
}
