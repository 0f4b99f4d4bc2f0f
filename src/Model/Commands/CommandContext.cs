using System.Collections.Immutable;
using Ilb.Model.Projection;

namespace Ilb.Model.Commands;

/// <summary>What deciding needs besides state and command, so that it stays a pure function.</summary>
/// <param name="Now">Stored as creation and modification time.</param>
/// <param name="Operation">The id of the operation; ids of new things are derived from it.</param>
public sealed record CommandContext(DateTimeOffset Now, Guid Operation, Catalogue Catalogue)
{
    /// <summary>Random bytes that nobody else knows, anew for every command: shared keys are derived from them. Empty: none can be.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Sets that the command may leave with fewer members than their policy wants.</summary>
    public ImmutableArray<string> MayEmpty { get; init; } = [];

    /// <summary>What was judged of backends; null: all are taken for well.</summary>
    public EffectiveHealth? Health { get; init; }

    /// <summary>The x-ms-version of the request; some rules hold only for old ones.</summary>
    public DateOnly Version { get; init; } = ApiVersion.Newest;
}
