import ArgumentParser

/// The parser's scripts, with what they lack.
enum CompletionScript {
  /// The parser's script completes every word as bash completes a file, which is unsafe: bash quotes only names of files
  /// that exist, and Enter would run the `$(…)` of a saved filter. And in a folder with a folder `export`, the command
  /// would become `export/`.
  static var bash: String {
    CompletedCommand.completionScript(for: .bash)
      .replacing("\n_memtui() {", with: "\n__memtui_offer() {")
      .replacing("complete -o filenames -F _memtui memtui", with: bashWords + bashHelp)
  }

  private static let bashWords = #"""
    # Offers the words of a list, each written so that the shell reads it again as it is. Bash does that for files only.
    __memtui_add_completions() {
        local completion
        if [[ "${1}" != -W ]]; then
            [[ -n "${kept_flag}" ]] || compopt -o filenames 2>/dev/null
            while IFS='' read -r completion; do
                if [[ -n "${kept_flag}" ]]; then __memtui_quote "${completion}"; else COMPREPLY+=("${completion}"); fi
            done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
            return
        fi
        while IFS='' read -r completion; do
            [[ "${completion}" == "${value}"* ]] && __memtui_quote "${completion#"${kept}"}"
        done < <(IFS=$'\n' compgen -W "${2}")
    }

    # Offers a word, quoted for the place: after ", after ', or after neither.
    __memtui_quote() {
        local character quoted=""
        if [[ -z "${kept_mark}" ]]; then
            [[ -z "${1}" ]] || printf -v quoted %q "${1}"
        else
            while IFS='' read -r -N 1 character; do
                case "${kept_mark}${character}" in
                "''") quoted+="'\\''" ;;
                '"!') quoted+="\"'!'\"" ;;
                \"[\"\\\$\`]) quoted+="\\${character}" ;;
                *) quoted+="${character}" ;;
                esac
            done < <(printf %s "${1}")
        fi
        COMPREPLY+=("${kept_flag}${quoted}")
    }

    # Bash ends words at = and : and asks for the last part only: for "gold" of --saved=ops:gold. So this reads the words
    # again, as memtui will get them. Of the last one it keeps
    # - value: ops:gold, without quotes
    # - kept: ops:, which stays on the line, without quotes; and kept_mark, the quotation mark that is open after it
    # - kept_flag: --saved=, if that is to be replaced with the value, because COMP_WORDBREAKS has no =
    _memtui() {
        local -r line="${COMP_LINE::COMP_POINT}"
        local -i left="${#line}"
        local -ir replaced="${#2}"
        local -a words=()
        local character mark="" value="" kept="" kept_mark="" kept_flag=""
        local is_word=false is_escaped=false
        while IFS='' read -r -N 1 character; do
            if ((left-- == replaced)); then kept="${value}" kept_mark="${mark}"; fi
            if "${is_escaped}"; then
                is_escaped=false
                [[ -n "${mark}" && "${character}" != [\"\\\$\`] ]] && value+="\\"
                value+="${character}"
            elif [[ "${mark}" != \' && "${character}" == \\ ]]; then
                is_escaped=true is_word=true
            elif [[ -n "${mark}" && "${character}" == "${mark}" ]]; then
                mark=""
            elif [[ -n "${mark}" ]]; then
                value+="${character}"
            elif [[ "${character}" == [\'\"] ]]; then
                mark="${character}" is_word=true
            elif [[ "${character}" == [[:space:]] ]]; then
                "${is_word}" && words+=("${value}")
                value="" is_word=false
            elif [[ "${character}" == = && "${value}" =~ ^--[a-z-]+$ ]]; then
                ((left < replaced)) && kept_flag="${value}="
                words+=("${value}")
                value="" is_word=true
            else
                value+="${character}" is_word=true
            fi
        done < <(printf %s "${line}")
        ((replaced == 0)) && kept="${value}" kept_mark="${mark}"
        [[ "${words[0]}" == \~/* ]] && words[0]="${HOME}${words[0]:1}"
        words+=("${value}")

        local -a COMP_WORDS=("${words[@]}")
        local -i COMP_CWORD="$((${#words[@]} - 1))"
        __memtui_offer "${1}" "${2#"${kept_flag}"}" "${words[@]: -2:1}"
    }
    """#

  private static var bashHelp: String {
    """


    _memtui_help() {
        __memtui_add_completions -W '\(commands.joined(separator: "'$'\\n''"))'
    }

    complete -F _memtui memtui
    """
  }

  /// Without `banghist`, zsh does not quote `!` in what it inserts, and Enter expands it.
  static var zsh: String {
    CompletedCommand.completionScript(for: .zsh)
      .replacing("unsetopt aliases banghist", with: "unsetopt aliases")
      .replacing("\nif [[ \"${funcstack[1]}\"", with: zshHelp + "\nif [[ \"${funcstack[1]}\"")
      .split(separator: "\n", omittingEmptySubsequences: false).map(takingEqualsSign).joined(separator: "\n")
  }

  /// `'--format[…]:name:…'` takes only the next word as a value, `'--format=[…]:name:…'` also that of `--format=json`.
  private static func takingEqualsSign(_ line: Substring) -> Substring {
    let specification = line.drop { $0 == " " }
    guard ["'--", "'*--", "'(-"].contains(where: { specification.hasPrefix($0) }), line.contains("]:"),
      let name = line.firstRange(of: "{--") ?? line.firstRange(of: "--"),
      let end = line[name.upperBound...].firstIndex(where: { !$0.isLetter && $0 != "-" })
    else { return line }
    return line[..<end] + "=" + line[end...]
  }

  private static var zshHelp: String {
    """
    _memtui_help() {
        local -ar commands=(\(commands.joined(separator: " ")))
        _arguments -w -s -S : ':command:{__memtui_complete "${commands[@]}"}'
    }

    """
  }

  static var fish: String {
    CompletedCommand.completionScript(for: .fish) + """

      complete -c 'memtui' -n '__memtui_should_offer_completions_for_positional "memtui help" -eq 1' \
      -fka '\(commands.joined(separator: " "))'
      """
  }

  /// What `memtui help` takes; the parser offers nothing.
  private static var commands: [String] {
    MemtuiCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}
