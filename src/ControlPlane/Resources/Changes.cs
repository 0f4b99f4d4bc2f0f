using System.Net;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;

namespace Ilb.ControlPlane.Resources;

/// <summary>Hands commands to the owner of the state and says in the words of the API what became of them.</summary>
internal sealed class Changes(IStateOwner owner)
{
    /// <summary>A change that is complete when stored.</summary>
    public async Task<ApiAnswer> DoAsync(ApiRequest request, Command command, ApiAnswer answer)
    {
        await SubmitAsync(new ChangeRequest(request.Id, command, "", "", IsAsynchronous: false, []) { Version = request.Version, MayEmpty = request.MayEmpty });
        return answer;
    }

    /// <summary>A change that goes on after it was stored: 202 unless it has another answer, and the operation has the request's id.</summary>
    public async Task<ApiAnswer> BeginAsync(
        ApiRequest request, Command command, string kind, string target, IReadOnlyList<string>? notes = null, ApiAnswer? answer = null)
    {
        await SubmitAsync(new ChangeRequest(request.Id, command, kind, target, IsAsynchronous: true, notes ?? []) { Version = request.Version, MayEmpty = request.MayEmpty });
        return answer ?? ApiAnswer.Accepted;
    }

    private async Task SubmitAsync(ChangeRequest change)
    {
        try
        {
            if (await owner.ChangeAsync(change) is Refused refused)
                throw Refusal(refused);
        }
        catch (StoreException error)
        {
            throw new ApiException(HttpStatusCode.InternalServerError, "InternalError", $"Nothing changed. {error.Message}");
        }
        catch (Exception error) when (error is StaleRevisionException or OperationCanceledException)
        {
            throw ApiException.Busy("Nothing changed: the service is stopping or another one took over. Try again.");
        }
    }

    /// <summary>All problems come together; the first one decides code and status.</summary>
    private static ApiException Refusal(Refused refused)
    {
        var message = string.Join('\n', refused.Problems.Select(problem => $"{problem.Message} ({problem.Code} at {problem.Path})"));
        return refused.Problems[0].Kind switch
        {
            ProblemKind.NotFound => ApiException.NotFound(message),
            ProblemKind.Conflict => new ApiException(HttpStatusCode.Conflict, "ConflictError", message),
            _ => ApiException.BadRequest(message),
        };
    }
}
