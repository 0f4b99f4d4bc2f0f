using System;

namespace Ilb.Client.Packages;

/// <summary>No package can be made of a folder.</summary>
public sealed class PackageFolderException(string message, Exception? inner = null) : Exception(message, inner);
