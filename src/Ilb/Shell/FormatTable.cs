using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Ilb.Shell;

/// <summary>Format-Table with the formatting of the engine, which lacks only this entrance to it.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTable : OuterFormatTableBase
{
    public FormatTable() => FormattingShape.Set(this, "Table");
}
