using System.Globalization;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Health;

/// <summary>Why a machine that was taken out gets no connections, and what becomes of those that it has.</summary>
internal static class DrainReason
{
    public static string Of(Drain drain, TimeProvider time)
    {
        var left = drain.End == DrainEnd.Reset ? "are reset" : "go on";
        return $"taken out since {Clock(drain.Since, time)}; " + drain.Deadline switch
        {
            null => "its connections may take their time",
            { } deadline when deadline > time.GetUtcNow() => $"its connections may end until {Clock(deadline, time)}, then they {left}",
            { } deadline => $"those of its connections that were left at {Clock(deadline, time)} {left}",
        };
    }

    /// <summary>A drain may take days.</summary>
    private static string Clock(DateTimeOffset moment, TimeProvider time)
    {
        var local = TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
        var isToday = local.Date == TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).Date;
        return local.ToString(isToday ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
