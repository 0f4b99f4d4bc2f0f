namespace Ilb.Model.Commands;

/// <summary>How the classic API classes a mistake; names are its error codes' meaning.</summary>
public enum ProblemKind
{
    /// <summary>400 BadRequest.</summary>
    BadRequest,

    /// <summary>404 ResourceNotFound.</summary>
    NotFound,

    /// <summary>409 ConflictError.</summary>
    Conflict,
}
