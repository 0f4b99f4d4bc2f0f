namespace Ilb.Model.Commands;

/// <summary>The x-ms-version of a request: a date. Only the rules of <see cref="Rules.VersionedRule"/> depend on it.</summary>
public static class ApiVersion
{
    /// <summary>The version of the announcement, which the cmdlets send unless told otherwise.</summary>
    public static DateOnly Announced { get; } = new(2014, 5, 1);

    /// <summary>No rule of the past holds.</summary>
    public static DateOnly Newest { get; } = DateOnly.MaxValue;
}
