# Completion of hapline's command lines in bash 4.4 or later.
_hapline_completion() {
    local type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            plain) COMPREPLY+=("$value") ;;
            open) COMPREPLY+=("$value") && compopt -o nospace ;;
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
        esac
    done < <(
        COMP_WORDS=${COMP_LINE:0:COMP_POINT} COMP_WORDBREAKS=$COMP_WORDBREAKS _HAPLINE_COMPLETE=bash_complete \
            "${1/#\~/$HOME}" 2>/dev/null
    )
}
complete -o nosort -F _hapline_completion hapline
