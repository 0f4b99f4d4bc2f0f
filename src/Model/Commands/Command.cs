namespace Ilb.Model.Commands;

/// <summary>
/// What a user asks for, as near to the request as types allow: numbers are not checked, addresses and choices are text, null is
/// an element that was absent. The rules decide what it means.
/// </summary>
/// <param name="Subscription">The subscription it acts on.</param>
public abstract record Command(Guid Subscription);
