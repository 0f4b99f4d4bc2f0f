using Ilb.Model.Feed;

namespace Ilb.Agent;

/// <summary>The L4 port of a new connection, as Linux would choose one: any of a range that none to there has.</summary>
internal static class EphemeralPort
{
    private const int First = 32_768, Last = 60_999, Tries = 64;

    /// <param name="from">Tries a packet from that port.</param>
    public static TraceAnswer Try(Func<int, TraceAnswer> from)
    {
        TraceAnswer answer;
        var tries = 0;
        do
            answer = from(Random.Shared.Next(First, Last + 1));
        while (IsTaken(answer) && ++tries < Tries);
        return answer;
    }

    /// <summary>By a flow to the same place, or by one that would look the same to the backend.</summary>
    private static bool IsTaken(TraceAnswer answer) => answer.Flow is not null || answer.NewSource.Port != answer.Source.Port;
}
