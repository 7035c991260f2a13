/** What a shell reads once: it asks the program at each press of the key, and knows nothing itself. */

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** Quoted for a shell of any of the three. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;

/** @param path absolute, of the program @returns the script of a shell, for its start file */
export function completionScript(shell: Shell, path: string): string {
  const program = quoted(path);
  return { bash, zsh, fish }[shell](program, `${program} completion ${shell} --`);
}

const bash = (program: string, ask: string): string => `# 写进 ~/.bashrc：  source <(opsledger completion bash)
if ! command -v opsledger >/dev/null 2>&1; then opsledger() { ${program} "$@"; }; fi
_opsledger() {
  local IFS=$'\\n' found
  found=($(${ask} "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null))
  COMPREPLY=()
  case "\${found[0]}" in
    files) compopt -o filenames; COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")) ;;
    folders) compopt -o filenames; COMPREPLY=($(compgen -d -- "\${COMP_WORDS[COMP_CWORD]}")) ;;
    words) COMPREPLY=("\${found[@]:1}"); COMPREPLY=("\${COMPREPLY[@]%%$'\\t'*}") ;;
  esac
}
complete -F _opsledger opsledger
`;

const zsh = (program: string, ask: string): string => `#compdef opsledger
# 写进 ~/.zshrc（在 compinit 之后）：  source <(opsledger completion zsh)
(( $+commands[opsledger] + $+functions[opsledger] + $+aliases[opsledger] )) || opsledger() { ${program} "$@" }
_opsledger() {
  local -a found offered
  found=("\${(@f)$(${ask} "\${(@)words[1,CURRENT]}" 2>/dev/null)}")
  case \${found[1]} in
    files) _files ;;
    folders) _files -/ ;;
    words)
      local line
      for line in "\${(@)found[2,-1]}"; do
        offered+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
      done
      _describe opsledger offered ;;
  esac
}
compdef _opsledger opsledger
`;

const fish = (
  program: string,
  ask: string,
): string => `# 写进 ~/.config/fish/config.fish：  opsledger completion fish | source
type -q opsledger; or function opsledger; ${program} $argv; end
function __opsledger_complete
  set -l found (${ask} (commandline -opc) (commandline -ct) 2>/dev/null)
  switch "$found[1]"
    case files
      __fish_complete_path (commandline -ct)
    case folders
      __fish_complete_directories (commandline -ct)
    case words
      printf '%s\\n' $found[2..]
  end
end
complete -c opsledger -f -a '(__opsledger_complete)'
`;
