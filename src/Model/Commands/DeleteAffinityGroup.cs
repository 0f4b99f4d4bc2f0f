namespace Ilb.Model.Commands;

/// <summary>DELETE affinitygroups/{name}.</summary>
public sealed record DeleteAffinityGroup(Guid Subscription, string Name) : Command(Subscription);
