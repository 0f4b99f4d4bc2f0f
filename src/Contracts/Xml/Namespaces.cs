namespace Ilb.Contracts.Xml;

internal static class Namespaces
{
    public const string Management = "http://schemas.microsoft.com/windowsazure";
    public const string NetworkConfiguration = "http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration";
    public const string ServiceDefinition = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition";
    public const string ServiceConfiguration = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration";
    public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    public const string Declarations = "http://www.w3.org/2000/xmlns/";
}
