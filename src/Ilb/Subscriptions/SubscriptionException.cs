namespace Ilb.Subscriptions;

/// <summary>A file of a certificate or of publish settings can't be used; says which, why and what helps.</summary>
internal sealed class SubscriptionException(string message, Exception? inner = null) : Exception(message, inner);
