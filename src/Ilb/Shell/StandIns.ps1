# Stand-ins for the cmdlets of Microsoft.PowerShell.Commands.Utility and .Management that scripts use most. Each knows the
# parameters that matter; what it does not know is an error, never ignored.

function Write-Output {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromRemainingArguments)] [AllowNull()] [AllowEmptyCollection()] [psobject[]] $InputObject, [switch] $NoEnumerate)
    process { if ($NoEnumerate) { , $InputObject } else { $InputObject } }
}

function Write-Host {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromRemainingArguments)] [object] $Object, [switch] $NoNewline, [object] $Separator = ' ', [ConsoleColor] $ForegroundColor, [ConsoleColor] $BackgroundColor)
    process {
        $text = @($Object | ForEach-Object { "$_" }) -join $Separator
        if ($PSBoundParameters.ContainsKey('ForegroundColor')) { $Host.UI.Write($ForegroundColor, $Host.UI.RawUI.BackgroundColor, $text) } else { $Host.UI.Write($text) }
        if (-not $NoNewline) { $Host.UI.WriteLine() }
    }
}

function Write-Error {
    [CmdletBinding(DefaultParameterSetName = 'NoException')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'NoException')] [Alias('Msg')] [AllowEmptyString()] [string] $Message,
        [Parameter(Mandatory, ParameterSetName = 'WithException')] [Exception] $Exception,
        [Parameter(Mandatory, ParameterSetName = 'ErrorRecord')] [Management.Automation.ErrorRecord] $ErrorRecord,
        [string] $ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException',
        [Management.Automation.ErrorCategory] $Category = 'NotSpecified',
        [object] $TargetObject)
    process {
        if (-not $ErrorRecord) {
            if (-not $Exception) { $Exception = [Management.Automation.RuntimeException]::new($Message) }
            $ErrorRecord = [Management.Automation.ErrorRecord]::new($Exception, $ErrorId, $Category, $TargetObject)
        }
        $PSCmdlet.WriteError($ErrorRecord)
    }
}

function Write-Warning {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [string] $Message)
    process { $PSCmdlet.WriteWarning($Message) }
}

function Write-Verbose {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [string] $Message)
    process { $PSCmdlet.WriteVerbose($Message) }
}

function Start-Sleep {
    [CmdletBinding(DefaultParameterSetName = 'Seconds')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Seconds')] [double] $Seconds,
        [Parameter(Mandatory, ParameterSetName = 'Milliseconds')] [Alias('ms')] [int] $Milliseconds,
        [Parameter(Mandatory, ParameterSetName = 'Duration')] [timespan] $Duration)
    process {
        if ($PSCmdlet.ParameterSetName -eq 'Seconds') { $Duration = [timespan]::FromSeconds($Seconds) }
        if ($PSCmdlet.ParameterSetName -eq 'Milliseconds') { $Duration = [timespan]::FromMilliseconds($Milliseconds) }
        # In short steps, so that Ctrl-C ends it.
        $until = [datetime]::UtcNow + $Duration
        while (($left = $until - [datetime]::UtcNow) -gt 0) { [Threading.Thread]::Sleep([math]::Min(100, [math]::Ceiling($left.TotalMilliseconds))) }
    }
}

function Get-Content {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName, ParameterSetName = 'Path')] [string[]] $Path,
        [Parameter(Mandatory, ValueFromPipelineByPropertyName, ParameterSetName = 'LiteralPath')] [Alias('PSPath', 'LP')] [string[]] $LiteralPath,
        [switch] $Raw,
        [Alias('First', 'Head')] [long] $TotalCount = -1,
        [Alias('Last')] [int] $Tail = -1)
    process {
        foreach ($file in @($Path) + @($LiteralPath) | Where-Object { $_ }) {
            $full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($file)
            if (-not [IO.File]::Exists($full)) {
                $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([IO.FileNotFoundException]::new("Cannot find path '$full' because it does not exist."), 'PathNotFound', 'ObjectNotFound', $file))
                continue
            }
            if ($Raw) { [IO.File]::ReadAllText($full); continue }
            $lines = [IO.File]::ReadAllLines($full)
            if ($TotalCount -ge 0) { $lines = [Linq.Enumerable]::Take($lines, $TotalCount) }
            if ($Tail -ge 0) { $lines = [Linq.Enumerable]::TakeLast($lines, $Tail) }
            $lines
        }
    }
}

function Select-Object {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipeline)] [psobject] $InputObject,
        [Parameter(Position = 0)] [object[]] $Property,
        [string] $ExpandProperty,
        [int] $First = -1, [int] $Last = -1, [int] $Skip = 0,
        [string[]] $ExcludeProperty,
        [switch] $Unique)
    begin { $all = [Collections.Generic.List[object]]::new() }
    process { if ($null -ne $InputObject) { $all.Add($InputObject) } }
    end {
        if ($Skip) { $all = @([Linq.Enumerable]::Skip($all, $Skip)) }
        if ($First -ge 0 -and $Last -ge 0) { $all = @([Linq.Enumerable]::Take([object[]]$all, $First)) + @([Linq.Enumerable]::TakeLast([object[]]$all, $Last)) }
        elseif ($First -ge 0) { $all = @([Linq.Enumerable]::Take([object[]]$all, $First)) }
        elseif ($Last -ge 0) { $all = @([Linq.Enumerable]::TakeLast([object[]]$all, $Last)) }
        $seen = [Collections.Generic.HashSet[string]]::new()
        foreach ($item in $all) {
            $result = $item
            if ($Property) {
                $chosen = [ordered]@{}
                foreach ($p in $Property) {
                    if ($p -is [Collections.IDictionary]) {
                        $name = if ($p.Contains('Name')) { $p.Name } elseif ($p.Contains('n')) { $p.n } else { $p.Label }
                        $expression = if ($p.Contains('Expression')) { $p.Expression } else { $p.e }
                        $chosen[[string]$name] = if ($expression -is [scriptblock]) { $item | ForEach-Object $expression } else { $item.$expression }
                    }
                    elseif ($p -is [scriptblock]) { $chosen["$p".Trim()] = $item | ForEach-Object $p }
                    elseif ([Management.Automation.WildcardPattern]::ContainsWildcardCharacters($p)) {
                        foreach ($member in $item.psobject.Properties) { if ($member.Name -like $p -and $member.Name -notin $ExcludeProperty) { $chosen[$member.Name] = $member.Value } }
                    }
                    else { $chosen[[string]$p] = $item.$p }
                }
                $result = [pscustomobject]$chosen
            }
            if ($ExpandProperty) { $result = $item.$ExpandProperty }
            if ($Unique) {
                $key = if ($Property) { @($result.psobject.Properties | ForEach-Object { "$($_.Value)" }) -join "`0" } else { "$result" }
                if (-not $seen.Add($key)) { continue }
            }
            $result
        }
    }
}

function Sort-Object {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] [psobject] $InputObject, [Parameter(Position = 0)] [object[]] $Property, [switch] $Descending, [switch] $Unique)
    begin { $all = [Collections.Generic.List[object]]::new() }
    process { if ($null -ne $InputObject) { $all.Add($InputObject) } }
    end { [Ilb.Shell.Sorting]::Sort($all, $Property, $Descending, $Unique) }
}

function Group-Object {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] [psobject] $InputObject, [Parameter(Position = 0)] [object] $Property, [switch] $NoElement)
    begin { $groups = [ordered]@{} }
    process {
        $key = if ($Property -is [scriptblock]) { $InputObject | ForEach-Object $Property } elseif ($Property) { $InputObject.$Property } else { $InputObject }
        if (-not $groups.Contains("$key")) { $groups["$key"] = [Collections.Generic.List[object]]::new() }
        $groups["$key"].Add($InputObject)
    }
    end {
        foreach ($name in $groups.Keys) {
            $group = [ordered]@{ Count = $groups[$name].Count; Name = $name }
            if (-not $NoElement) { $group.Group = $groups[$name].ToArray() }
            [pscustomobject]$group
        }
    }
}

function Measure-Object {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] [psobject] $InputObject, [Parameter(Position = 0)] [string] $Property, [switch] $Sum, [switch] $Average, [switch] $Minimum, [switch] $Maximum)
    begin { $values = [Collections.Generic.List[object]]::new() }
    process { if ($null -ne $InputObject) { $values.Add($(if ($Property) { $InputObject.$Property } else { $InputObject })) } }
    end {
        [double[]] $numbers = if ($Sum -or $Average -or $Minimum -or $Maximum) { $values } else { @() }
        $any = $numbers.Length -gt 0
        [pscustomobject]@{
            Count = $values.Count
            Average = if ($Average -and $any) { [Linq.Enumerable]::Average($numbers) }
            Sum = if ($Sum) { [Linq.Enumerable]::Sum($numbers) }
            Maximum = if ($Maximum -and $any) { [Linq.Enumerable]::Max($numbers) }
            Minimum = if ($Minimum -and $any) { [Linq.Enumerable]::Min($numbers) }
            Property = $Property
        }
    }
}

function ConvertFrom-Json {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [string] $InputObject)
    begin { $text = [Text.StringBuilder]::new() }
    process { $null = $text.AppendLine($InputObject) }
    end { [Ilb.Shell.JsonObjects]::Parse($text.ToString()) }
}

function Get-Date { [datetime]::Now }

function Test-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Path)
    process { [IO.Path]::Exists($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)) }
}

function Join-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [string] $Path, [Parameter(Mandatory, Position = 1)] [string] $ChildPath)
    [IO.Path]::Combine($Path, $ChildPath)
}

function Split-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Path, [switch] $Parent, [switch] $Leaf)
    process { if ($Leaf) { [IO.Path]::GetFileName($Path) } else { [IO.Path]::GetDirectoryName($Path) } }
}

function Get-Location { $PWD }

function Set-Location {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Path = $HOME)
    $null = $ExecutionContext.SessionState.Path.SetLocation($Path)
}
