using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Ilb.Shell;

/// <summary>The engine with stand-ins for the utility cmdlets that scripts use: their own assembly cannot be had as a package.</summary>
internal static class EngineState
{
    public static InitialSessionState Create()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        foreach (var cmdlet in new[] { typeof(FormatTable), typeof(FormatList), typeof(OutString), typeof(ConvertToJson), typeof(ShowOutput) })
            state.Commands.Add(new SessionStateCmdletEntry(Name(cmdlet), cmdlet, null));
        foreach (var function in Functions())
            state.Commands.Add(new SessionStateFunctionEntry(function.Name, Body(function)));
        return state;
    }

    private static string Name(Type cmdlet)
    {
        var attribute = (CmdletAttribute)Attribute.GetCustomAttribute(cmdlet, typeof(CmdletAttribute))!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }

    private static IEnumerable<FunctionDefinitionAst> Functions()
    {
        using var stream = typeof(EngineState).Assembly.GetManifestResourceStream("Ilb.Shell.StandIns.ps1")!;
        using var reader = new StreamReader(stream);
        var script = Parser.ParseInput(reader.ReadToEnd(), out _, out var errors);
        return errors.Length == 0
            ? script.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: false).Cast<FunctionDefinitionAst>()
            : throw new ParseException(errors);
    }

    private static string Body(FunctionDefinitionAst function)
    {
        var text = function.Body.Extent.Text;
        return text[1..^1];
    }
}
