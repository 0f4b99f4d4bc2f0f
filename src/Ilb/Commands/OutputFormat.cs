namespace Ilb.Commands;

internal enum OutputFormat
{
    Table,
    Json,
}
