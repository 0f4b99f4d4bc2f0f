using System.Management.Automation;

namespace Ilb.Shell;

/// <summary>ConvertTo-Json.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJson : PSCmdlet
{
    private readonly List<object?> _objects = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>How deep objects are followed; below, their text stands.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <summary>An array even of one object.</summary>
    [Parameter]
    public SwitchParameter AsArray { get; set; }

    protected override void ProcessRecord() => _objects.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_objects.Count == 0) return;
        var value = _objects.Count == 1 && !AsArray ? _objects[0] : _objects;
        WriteObject(JsonObjects.Write(value, Depth, indented: !Compress));
    }
}
