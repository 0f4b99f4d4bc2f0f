namespace Ilb.Datapath.Programs;

/// <summary>What a run returned (TC_ACT_…) and how long the frame is afterwards, in bytes.</summary>
/// <param name="Nanoseconds">What the kernel measured, per run; some 30 of a single run are reading the clock.</param>
internal readonly record struct RunResult(int Returned, int Length, uint Nanoseconds);
