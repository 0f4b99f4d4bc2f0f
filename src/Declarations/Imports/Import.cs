using Ilb.Declarations.Entries;
using Ilb.Declarations.Imports.Arm;
using Ilb.Declarations.Imports.CloudServices;
using Ilb.Declarations.Imports.HaProxy;
using Ilb.Declarations.Imports.Keepalived;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Imports;

/// <summary>Reads what other software is configured with, and says it as a document for `ilb apply`.</summary>
public static class Import
{
    /// <param name="files">By name: one of keepalived, HAProxy or Azure Resource Manager, or a .cscfg with its .csdef. Which one is told by what is in it.</param>
    /// <exception cref="DocumentException">One can't be read, or is none of them.</exception>
    public static Imported Read(IReadOnlyList<(string Name, string Text)> files, ImportOptions options)
    {
        var configuration = files.FirstOrDefault(file => file.Text.Contains("<ServiceConfiguration", StringComparison.Ordinal));
        if (configuration.Name is not null)
        {
            var definition = files.FirstOrDefault(file => file.Text.Contains("<ServiceDefinition", StringComparison.Ordinal));
            var (ofConfiguration, ofDefinition) = (new Notes(configuration.Name), new Notes(definition.Name ?? ""));
            var service = new CloudServiceReader(options, ofConfiguration, ofDefinition).Read(configuration.Text, definition.Text);
            return new Imported(service, [.. ofConfiguration.All, .. ofDefinition.All]);
        }

        if (files.Count > 1)
            throw Mistake("One file is expected, or a .cscfg with its .csdef.");
        var notes = new Notes(files[0].Name);
        return new Imported(new Placement(options, notes).Of(Servers(files[0].Text, notes)), notes.All);
    }

    private static List<VirtualServer> Servers(string text, Notes notes) =>
        text.TrimStart().StartsWith('{') ? new ArmReader(notes).Read(text)
        : Has(text, "virtual_server") || Has(text, "vrrp_instance") ? new KeepalivedReader(notes).Read(text)
        : Has(text, "listen") || Has(text, "frontend") || Has(text, "backend") ? new HaProxyReader(notes).Read(text)
        : throw Mistake("This is none of: keepalived.conf, haproxy.cfg, a JSON template of Azure Resource Manager, a .cscfg.");

    private static bool Has(string text, string keyword) => text.Split('\n').Any(line => line.TrimStart().StartsWith($"{keyword} ", StringComparison.Ordinal));

    private static DocumentException Mistake(string message) => new([new Problem(1, 1, "/", message)]);
}
