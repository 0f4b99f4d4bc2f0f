namespace Ilb.ControlPlane.Backups;

/// <summary>A backup can't be made or used; the message says why and what helps.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
