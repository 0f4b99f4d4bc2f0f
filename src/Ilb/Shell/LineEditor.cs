namespace Ilb.Shell;

/// <summary>A line at a terminal: cursor keys, history, and Tab, which goes round what may stand at the cursor.</summary>
internal sealed class LineEditor(Completion completion)
{
    private readonly List<string> _history = [];
    private string _text = "";
    private int _cursor;
    private int _past;
    private (int Start, IReadOnlyList<string> Texts, int Chosen)? _round;

    /// <returns>Null at the end of input (Ctrl-D on an empty line).</returns>
    public string? Read(string prompt)
    {
        (_text, _cursor, _past) = ("", 0, _history.Count);
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                Draw(prompt);
                var key = Console.ReadKey(intercept: true);
                if (key.Key != ConsoleKey.Tab) _round = null;
                if (key.Key == ConsoleKey.Enter) return Finish();
                if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && _text.Length == 0) return null;
                Apply(key);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.WriteLine();
        }
    }

    private string Finish()
    {
        if (_text.Length > 0 && (_history.Count == 0 || _history[^1] != _text)) _history.Add(_text);
        return _text;
    }

    private void Apply(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.C when control: (_text, _cursor) = ("", 0); break;
            case ConsoleKey.A when control: _cursor = 0; break;
            case ConsoleKey.E when control: _cursor = _text.Length; break;
            case ConsoleKey.U when control: (_text, _cursor) = (_text[_cursor..], 0); break;
            case ConsoleKey.LeftArrow: _cursor = Math.Max(0, _cursor - 1); break;
            case ConsoleKey.RightArrow: _cursor = Math.Min(_text.Length, _cursor + 1); break;
            case ConsoleKey.Home: _cursor = 0; break;
            case ConsoleKey.End: _cursor = _text.Length; break;
            case ConsoleKey.UpArrow: Recall(-1); break;
            case ConsoleKey.DownArrow: Recall(+1); break;
            case ConsoleKey.Backspace when _cursor > 0: _text = _text.Remove(--_cursor, 1); break;
            case ConsoleKey.Delete when _cursor < _text.Length: _text = _text.Remove(_cursor, 1); break;
            case ConsoleKey.Tab: Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : +1); break;
            default:
                if (!char.IsControl(key.KeyChar)) _text = _text.Insert(_cursor++, key.KeyChar.ToString());
                break;
        }
    }

    private void Recall(int step)
    {
        _past = Math.Clamp(_past + step, 0, _history.Count);
        _text = _past < _history.Count ? _history[_past] : "";
        _cursor = _text.Length;
    }

    private void Complete(int step)
    {
        if (_round is not { } round)
        {
            var (start, length, texts) = completion.At(_text, _cursor);
            if (texts.Count == 0) return;
            round = (start, texts, step > 0 ? -1 : 0);
            _text = _text.Remove(start, length);
        }
        else
        {
            _text = _text.Remove(round.Start, round.Texts[round.Chosen].Length);
        }

        round.Chosen = (round.Chosen + step + round.Texts.Count) % round.Texts.Count;
        _text = _text.Insert(round.Start, round.Texts[round.Chosen]);
        _cursor = round.Start + round.Texts[round.Chosen].Length;
        _round = round;
    }

    /// <summary>Shows the part of a long line that holds the cursor.</summary>
    private void Draw(string prompt)
    {
        var room = Math.Max(10, Console.WindowWidth - prompt.Length - 1);
        var from = Math.Max(0, _cursor - room + 1);
        var shown = _text.Substring(from, Math.Min(room, _text.Length - from));
        Console.Write($"\r{prompt}{shown}\e[K\r\e[{prompt.Length + _cursor - from}C");
    }
}
