using System.CommandLine;

namespace Ilb.Commands;

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new("ilb: internal load balancing for private networks")
    {
        ServeCommand.Create(),
        ShellCommand.Create(),
        ApplyCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        PlanCommand.Create(),
        StatusCommand.Create(),
        FlowsCommand.Create(),
        TraceCommand.Create(),
        WatchCommand.Create(),
        DrainCommands.CreateDrain(),
        DrainCommands.CreateUndrain(),
        AttachCommands.CreateAttach(),
        AttachCommands.CreateDetach(),
        MachineCommands.CreateExec(),
        MachineCommands.CreateLogs(),
        ForwardCommand.Create(),
        GatewayCommands.Create(),
        PackCommand.Create(),
        SubscriptionCommands.Create(),
        AuditCommand.Create(),
        BackupCommands.CreateBackup(),
        BackupCommands.CreateRestore(),
        SupportBundleCommand.Create(),
        CheckCommand.Create(),
        DemoCommand.Create(),
        DownCommand.Create(),
        CompletionCommand.Create(),
        ManCommand.Create(),
        StoreFormatCommand.Create(),
        ReferenceCommand.Create(),
    };
}
