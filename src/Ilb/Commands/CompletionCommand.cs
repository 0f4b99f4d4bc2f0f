using System.CommandLine;

namespace Ilb.Commands;

/// <summary>`ilb completion`: the few lines that make a shell ask ilb itself what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        # For this shell: source <(ilb completion bash). For all: ilb completion bash > /etc/bash_completion.d/ilb
        _ilb() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _ilb ilb
        """;

    private const string Zsh =
        """
        # For this shell: source <(ilb completion zsh)
        _ilb() {
            local -a found
            found=("${(@f)$(${words[1]} "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a found
        }
        # As a file of $fpath this is the function itself at the first Tab, and it has to offer something then.
        if [[ ${funcstack[1]} == _ilb ]]; then _ilb "$@"; else compdef _ilb ilb; fi
        """;

    private const string Fish =
        """
        # For all shells: ilb completion fish > ~/.config/fish/completions/ilb.fish
        complete -c ilb -a '(ilb "[suggest:"(commandline -C)"]" (commandline -b) 2>/dev/null)'
        """;

    private static readonly Dictionary<string, string> Scripts = new() { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print the completion script for a shell: source <(ilb completion bash)") { shell };
        command.SetAction(result => Console.WriteLine(Scripts[result.GetRequiredValue(shell)]));
        return command;
    }
}
