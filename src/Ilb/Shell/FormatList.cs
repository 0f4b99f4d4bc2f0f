using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Ilb.Shell;

/// <summary>Format-List with the formatting of the engine, which lacks only this entrance to it.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatList : OuterFormatTableAndListBase
{
    public FormatList() => FormattingShape.Set(this, "List");
}
