namespace Ilb.Model.Commands;

/// <summary>POST affinitygroups.</summary>
public sealed record CreateAffinityGroup(Guid Subscription, string? Name, string? Label, string? Description, string? Location)
    : Command(Subscription);
