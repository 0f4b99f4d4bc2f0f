using System.Text.Json.Serialization;

namespace Ilb.MachineContract;

/// <summary>
/// What a supervisor is told about its machine: written by the agent as spec.json in the machine's folder, read once at start.
/// Paths are absolute, of the host.
/// </summary>
/// <param name="Name">"MyWebsite1/web1", for people.</param>
/// <param name="Folder">The machine's folder, DATA/machines/3.1: spec, state, log, etc/, run/, root/.</param>
/// <param name="DataDirectory">Hidden from the machine.</param>
/// <param name="NetworkNamespace">Path of its pin.</param>
/// <param name="HostName">Inside.</param>
/// <param name="FirstId">First of the 65,536 user and group ids that are 0 to 65535 inside.</param>
/// <param name="RootDirectory">What the machine sees as /, read-only; "/" for the host's.</param>
/// <param name="Command">A path inside, or a name looked up in PATH.</param>
/// <param name="User">Name or number, inside.</param>
/// <param name="Limits">Control groups to make, and those of them to join; empty where the host has no controllers.</param>
/// <param name="RoleDirectory">What the machine sees as <see cref="RoleInside"/>, read-only, and starts in; absent with an image.</param>
/// <param name="Router">Of a machine that routes; absent with any other.</param>
public sealed record MachineSpec(
    string Name,
    string Folder,
    string DataDirectory,
    string NetworkNamespace,
    string HostName,
    long FirstId,
    string RootDirectory,
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string User,
    IReadOnlyList<GroupLimit> Limits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RoleDirectory = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RouterSpec? Router = null)
{
    /// <summary>How many user and group ids a machine has.</summary>
    public const int IdCount = 1 << 16;

    /// <summary>Where a machine finds the program that holds supervisor and responder.</summary>
    public const string ProgramInside = "/run/ilb-machine";

    /// <summary>Where an instance of a role finds the files of its role.</summary>
    public const string RoleInside = "/run/approot";

    /// <summary>Where a machine finds what the agent tells it, e.g. its endpoints.</summary>
    public const string ToldInside = "/run/ilb";
}

/// <summary>A control group directory and the values to write to its files.</summary>
/// <param name="Joined">False for one that only hands its controllers on to groups below: it may hold no process.</param>
public sealed record GroupLimit(string Directory, IReadOnlyDictionary<string, string> Values, bool Joined = true);

/// <summary>
/// What lets a machine route: its network namespace is owned by its own users, so that its root may make tunnel devices and routes
/// there and nowhere else.
/// </summary>
/// <param name="UserNamespace">Path of the pin of the user namespace that owns the network namespace.</param>
/// <param name="Mounts">Path inside → file or folder of the host that the machine finds there, read-only.</param>
public sealed record RouterSpec(string UserNamespace, IReadOnlyDictionary<string, string> Mounts);
