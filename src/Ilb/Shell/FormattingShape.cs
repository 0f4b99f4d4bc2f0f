using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Ilb.Shell;

/// <summary>
/// Gives a formatting command its shape as the constructors of the real ones do. These members are internal to the engine, whose
/// version is pinned; a test fails when an update renames them.
/// </summary>
internal static class FormattingShape
{
    private const string Namespace = "Microsoft.PowerShell.Commands.Internal.Format";
    private static readonly Assembly _engine = typeof(PSObject).Assembly;
    private static readonly Type _shape = _engine.GetType($"{Namespace}.FormatShape", throwOnError: true)!;

    private static readonly ConstructorInfo _command = _engine.GetType($"{Namespace}.InnerFormatShapeCommand", throwOnError: true)!
        .GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [_shape])!;

    private static readonly FieldInfo _implementation =
        typeof(FrontEndCommandBase).GetField("implementation", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static void Set(FrontEndCommandBase command, string shape) =>
        _implementation.SetValue(command, _command.Invoke([Enum.Parse(_shape, shape)]));
}
