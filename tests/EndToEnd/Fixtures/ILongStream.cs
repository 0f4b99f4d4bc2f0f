namespace Ilb.EndToEnd.Fixtures;

/// <summary>Traffic between a client and one machine that goes on in the background, counted and compared.</summary>
internal interface ILongStream : IAsyncDisposable
{
    /// <summary>Who answers.</summary>
    string Machine { get; }

    /// <summary>What arrived so far, each as it should be.</summary>
    long Count { get; }

    /// <summary>So much more shows that it goes on.</summary>
    long Portion { get; }

    /// <summary>Null while it goes on.</summary>
    string? Failure { get; }
}
