namespace Ilb.Shell;

/// <summary>The PowerShell module, which lies beside the program.</summary>
internal static class ModuleFile
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "module", "Ilb.psd1");
}
