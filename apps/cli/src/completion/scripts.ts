/** What each shell has to be told: it hands the words typed so far to `decnet __complete`, which answers one candidate a line. */
export const COMPLETION_SCRIPTS = {
  bash: `_decnet() {
  local IFS=$'\\n'
  COMPREPLY=($(decnet __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _decnet decnet`,
  zsh: `#compdef decnet
_decnet() {
  local -a found
  found=("\${(@f)$(decnet __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  [[ -n "\${found[1]}" ]] && compadd -a found || _files
}
compdef _decnet decnet`,
  fish: `complete -c decnet -f -a '(decnet __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
} as const;

export type Shell = keyof typeof COMPLETION_SCRIPTS;
export const SHELLS = Object.keys(COMPLETION_SCRIPTS) as Shell[];
