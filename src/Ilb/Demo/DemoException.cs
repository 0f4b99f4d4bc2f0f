namespace Ilb.Demo;

/// <summary>A part of the demo did not do what it should show; the message is for the person who watches.</summary>
internal sealed class DemoException(string message) : Exception(message);
