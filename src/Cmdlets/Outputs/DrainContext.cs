using System;
using System.Globalization;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>A machine that is taken out of a set, or of all its sets.</summary>
public sealed class DrainContext : ManagementOperationContext
{
    /// <summary>With ".staging" behind it for the staging slot.</summary>
    public string? ServiceName { get; set; }

    public string? Name { get; set; }

    /// <summary>Null: all of the machine.</summary>
    public string? LBSetName { get; set; }

    /// <summary>Draining, Drained (no connection left), or Overdue: some go on after the deadline.</summary>
    public string? State { get; set; }

    /// <summary>Connections that are left; null while no agent tells.</summary>
    public int? Connections { get; set; }

    public DateTime Since { get; set; }

    public DateTime? Deadline { get; set; }

    /// <summary>Keep or Reset.</summary>
    public string? AtEnd { get; set; }

    /// <summary>Keep or Move.</summary>
    public string? Udp { get; set; }

    internal static DrainContext Of(DrainLine line)
    {
        var slash = line.Machine.IndexOf('/');
        return new DrainContext
        {
            ServiceName = line.Machine.Substring(0, slash),
            Name = line.Machine.Substring(slash + 1),
            LBSetName = line.Set,
            State = Word(line.State),
            Connections = line.Flows,
            Since = Time(line.Terms.Since),
            Deadline = line.Terms.Deadline is { } deadline ? Time(deadline) : null,
            AtEnd = Word(line.Terms.AtEnd),
            Udp = Word(line.Terms.Udp),
        };
    }

    private static DateTime Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).LocalDateTime;

    private static string Word(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1);
}
