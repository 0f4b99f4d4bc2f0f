using System.Globalization;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Health;

/// <summary>Why a machine that was taken out gets no connections, and what becomes of those that it has.</summary>
internal static class DrainReason
{
    public static string Of(Drain drain, TimeProvider time)
    {
        var fate = drain.End == DrainEnd.Reset ? "is reset" : "goes on";
        return $"taken out since {Clock(drain.Since, time)}; " + drain.Deadline switch
        {
            null => "its connections may take their time",
            { } deadline when deadline > time.GetUtcNow() => $"its connections may end until {Clock(deadline, time)}, then what is left {fate}",
            { } deadline => $"its connections had until {Clock(deadline, time)}, what is left {fate}",
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
