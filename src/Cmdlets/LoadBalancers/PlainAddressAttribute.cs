using System;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace Ilb.Cmdlets;

/// <summary>Takes an IPv4 address only as four plain decimals: PowerShell by itself reads "010.0.0.9" as octal, which is 8.0.0.9.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainAddressAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        // A number, too, would become some address.
        var text = Convert.ToString(given, CultureInfo.InvariantCulture);
        return given is null or IPAddress || IsPlain(text)
            ? inputData
            : throw new ArgumentTransformationMetadataException($"'{text}' is not an IPv4 address such as 10.1.0.4.");
    }

    public static bool IsPlain(string? text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;
}
