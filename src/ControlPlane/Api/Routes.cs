namespace Ilb.ControlPlane.Api;

/// <summary>Every route of the service, in the order in which they are tried.</summary>
internal static class Routes
{
    public static RouteTable Table(IReadOnlyList<string> locations) => new(
    [
        new("GET", "locations", _ => ApiAnswer.Json(System.Text.Json.JsonSerializer.Serialize(locations))),
    ]);
}
