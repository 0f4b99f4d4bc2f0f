using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Completes a parameter with names that the service knows.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <summary>A server that does not answer must not hold a prompt.</summary>
    private static readonly System.TimeSpan _patience = System.TimeSpan.FromSeconds(2);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        return [.. Known(fakeBoundParameters)
            .Where(name => name.StartsWith(typed, System.StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .OrderBy(name => name)
            .Select(name => new CompletionResult(Quoted(name), name, CompletionResultType.ParameterValue, name))];
    }

    internal abstract Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound);

    private IEnumerable<string> Known(IDictionary bound)
    {
        try
        {
            if (Session.ClientOrNull() is not { } client) return [];
            var names = Task.Run(() => NamesAsync(client, bound));
            return names.Wait(_patience) ? names.Result.OfType<string>() : [];
        }
        catch (System.Exception e) when ((e.InnerException ?? e) is ServiceManagementException or PublishSettingsException)
        {
            // Tab must not print errors; the command itself will tell.
            return [];
        }
    }

    private static string Quoted(string name) => name.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')) ? $"'{name.Replace("'", "''")}'" : name;
}
