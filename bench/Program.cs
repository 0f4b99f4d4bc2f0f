using System.Runtime.InteropServices;
using System.Text.Json;
using Ilb.Bench;
using Ilb.Bench.Costs;
using Ilb.Bench.Lab;
using Ilb.Bench.Loads;
using Ilb.Bench.Report;
using Ilb.Bench.Report.Plots;
using Ilb.Bench.Scale;
using Ilb.Datapath.Netlink;

if (args is ["--help" or "-h", ..])
{
    Console.WriteLine(BenchOptions.Usage);
    return 0;
}

try
{
    if (args is ["plot", var results, .. { Length: <= 1 } folder])
    {
        Console.WriteLine(string.Join('\n', Plot.Write(results, folder is [var named] ? named : Path.Combine("docs", "performance"))));
        return 0;
    }

    if (BenchOptions.Parse(args) is { } options)
        return await MeasureAsync(options);
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}
catch (Exception problem) when (problem is LabException or Ilb.Datapath.KernelException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static async Task<int> MeasureAsync(BenchOptions options)
{
    using var lab = new Laboratory(options.BigTcp ? LinkSize.Of(1500).Segments : LinkSize.Usual);
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Leave(lab, 130));
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Leave(lab, 143));
    AppDomain.CurrentDomain.UnhandledException += (_, _) => lab.Dispose(); // no finally runs then
    Machine.WarnIfBusy();
    var sections = new List<Section>();
    if (options.Wants("throughput") || options.Wants("connections") || options.Wants("pingpong"))
        sections.AddRange(PathBenchmarks.Run(lab, options));
    if (options.Wants("flood"))
        sections.AddRange(FloodBenchmark.Run(lab, options));
    if (options.Wants("peering"))
        sections.Add(PathBenchmarks.RunPeering(lab, options));
    if (options.Wants("tunnel"))
        sections.AddRange(TunnelBenchmarks.Run(lab, options));
    if (options.Wants("change"))
        sections.Add(await ChangeToKernel.RunAsync(lab, options));
    if (options.Wants("packet"))
        sections.Add(PacketCost.Run(lab, options));
    if (options.Wants("steps"))
        sections.AddRange(StepCost.Run(lab, options));
    if (options.Wants("scale"))
        sections.AddRange([.. BackendGrowth.Run(lab, options), .. FlowGrowth.Run(lab, options)]);
    if (options.Wants("service"))
        sections.AddRange([.. await ManagementRate.RunAsync(lab, options), .. await ManagementFootprint.RunAsync(lab, options)]);
    if (options.Wants("scrape"))
        sections.Add(await ScrapeCost.RunAsync(lab, options));
    Console.WriteLine(options.Json ? JsonSerializer.Serialize(sections) : string.Join('\n', sections.Select(Table.Of)));
    return 0;
}

static void Leave(Laboratory lab, int code)
{
    lab.Dispose();
    Environment.Exit(code);
}
