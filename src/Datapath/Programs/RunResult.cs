namespace Ilb.Datapath.Programs;

/// <summary>What a run returned (TC_ACT_…) and how long the frame is afterwards, in bytes.</summary>
internal readonly record struct RunResult(int Returned, int Length);
