namespace Ilb.Declarations.Text;

/// <summary>What a scalar is, by the core schema of YAML and in JSON.</summary>
internal enum ScalarKind
{
    Text,
    Number,
    Flag,
    Nothing,
}
