namespace Ilb.Contracts;

/// <summary>The codes of <see cref="ReadProblem"/>.</summary>
public static class ProblemCodes
{
    public const string MalformedXml = nameof(MalformedXml);
    public const string DtdNotAllowed = nameof(DtdNotAllowed);
    public const string TooLarge = nameof(TooLarge);
    public const string TooDeep = nameof(TooDeep);
    public const string UnexpectedRoot = nameof(UnexpectedRoot);
    public const string UnknownElement = nameof(UnknownElement);
    public const string UnknownAttribute = nameof(UnknownAttribute);
    public const string MissingElement = nameof(MissingElement);
    public const string MissingAttribute = nameof(MissingAttribute);
    public const string DuplicateElement = nameof(DuplicateElement);
    public const string ElementOutOfOrder = nameof(ElementOutOfOrder);
    public const string UnexpectedText = nameof(UnexpectedText);
    public const string InvalidNumber = nameof(InvalidNumber);
    public const string InvalidBoolean = nameof(InvalidBoolean);
    public const string InvalidTime = nameof(InvalidTime);
    public const string InvalidBase64 = nameof(InvalidBase64);
}
