namespace Ilb.Model.Commands;

/// <summary>PUT affinitygroups/{name}; a null keeps what is.</summary>
public sealed record UpdateAffinityGroup(Guid Subscription, string Name, string? Label, string? Description) : Command(Subscription);
