using System;

namespace Ilb.Contracts.Xml;

internal delegate bool TryParse<TValue>(string text, out TValue value);

/// <summary>How a value is written, and what is wrong with a text that is none.</summary>
internal sealed class ValueCodec<TValue>(string problem, string expected, TryParse<TValue> parse, Func<TValue, string> format)
{
    public string Problem { get; } = problem;

    public string Expected { get; } = expected;

    public bool TryParse(string text, out TValue value) => parse(text, out value);

    public string Format(TValue value) => format(value);
}
