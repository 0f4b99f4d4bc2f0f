namespace Ilb.Model.Commands;

/// <summary>What deciding needs besides state and command, so that it stays a pure function.</summary>
/// <param name="Now">Stored as creation and modification time.</param>
/// <param name="Operation">The id of the operation; ids of new things are derived from it.</param>
public sealed record CommandContext(DateTimeOffset Now, Guid Operation, Catalogue Catalogue)
{
    /// <summary>The x-ms-version of the request; some rules hold only for old ones.</summary>
    public DateOnly Version { get; init; } = ApiVersion.Newest;
}
