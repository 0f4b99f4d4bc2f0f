using System;

namespace Ilb.Client;

/// <summary>A publish settings file cannot be used.</summary>
public sealed class PublishSettingsException(string path, string reason, Exception? inner = null)
    : Exception($"The publish settings file {path} cannot be used: {reason.TrimEnd('.')}.", inner)
{
    public string Path { get; } = path;
}
