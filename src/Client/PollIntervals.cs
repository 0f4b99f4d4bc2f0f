using System;
using System.Collections.Generic;

namespace Ilb.Client;

/// <summary>When to ask for an operation again: 50 ms at first, growing by half up to 1 s.</summary>
public static class PollIntervals
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    public static IEnumerable<TimeSpan> All()
    {
        for (var next = TimeSpan.FromMilliseconds(50); ; next = TimeSpan.FromTicks(Math.Min(_longest.Ticks, next.Ticks * 3 / 2)))
            yield return next;
    }
}
