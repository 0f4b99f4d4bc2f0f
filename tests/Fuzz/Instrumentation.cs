using SharpFuzz;

namespace Ilb.Fuzz;

/// <summary>Makes an assembly beside this program tell which of its branches are taken.</summary>
internal static class Instrumentation
{
    public static void Of(string assembly, Func<string, bool> isWanted)
    {
        try
        {
            Fuzzer.Instrument(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), isWanted, Options.Value);
        }
        catch (InstrumentationException)
        {
            // It was done by an earlier run.
        }
    }
}
