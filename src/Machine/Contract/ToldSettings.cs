namespace Ilb.MachineContract;

/// <summary>What an instance of a role is told of its configuration: /run/ilb/settings.json inside, replaced atomically.</summary>
/// <param name="Instance">From 0 on.</param>
public sealed record ToldSettings(string Role, int Instance, IReadOnlyDictionary<string, string> Settings)
{
    public const string FileName = "settings.json";
}
