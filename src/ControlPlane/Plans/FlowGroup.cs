namespace Ilb.ControlPlane.Plans;

/// <summary>Connections that meet one fate for one reason.</summary>
/// <param name="Fate">"kept", "moves", "drains", "ends" or "denied".</param>
/// <param name="Why">"MyWebsite1/web2 is removed"; null where nothing concerns them.</param>
public sealed record FlowGroup(string Fate, string? Why, int Count);
