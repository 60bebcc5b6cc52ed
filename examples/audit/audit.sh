#!/bin/sh
# Run tlsready over every repository of a folder and print a table of what each
# has to do, worst first.
#
#   examples/audit/audit.sh FOLDER [REPORTS]
#
# FOLDER holds one repository per subfolder. The JSON reports are kept in
# REPORTS, if that is given. The command is $TLSREADY, or tlsready on the path.
# Exits with 1 if any repository has something at or above warning, and with 2
# if one could not be scanned.
set -eu

folder=${1:?usage: audit.sh FOLDER [REPORTS]}
tlsready=${TLSREADY:-tlsready}
if [ $# -gt 1 ]; then
	reports=$2
	mkdir -p "$reports"
else
	reports=$(mktemp -d)
	trap 'rm -rf "$reports"' EXIT
fi

# summary NAME REPORT: one count of the report's summary, which stands at its end.
summary() {
	sed -n '/^  "summary": {/,$ s/^ *"'"$1"'": \([0-9]*\),\{0,1\}$/\1/p' "$2"
}

worst=0
rows=
for repository in "$folder"/*/; do
	# The table is split at blanks, so names have none in it.
	name=$(basename "$repository" | tr ' \t' '--')
	report="$reports/$name.json"
	code=0
	"$tlsready" scan --format json --output "$report" "$repository" || code=$?
	if [ "$code" -gt "$worst" ]; then worst=$code; fi
	if [ "$code" -gt 1 ]; then
		rows="$rows$name - - - - could not be scanned
"
		continue
	fi
	rows="$rows$name $(summary upgrade "$report") $(summary update "$report") $(summary configure "$report") $(summary unknown "$report") $(summary problems "$report")
"
done

printf '%-24s %8s %8s %10s %8s %9s\n' repository upgrade update configure unknown problems
printf '%s' "$rows" | sort -k2,2nr -k3,3nr -k4,4nr -k1,1 | while read -r name upgrade update configure unknown problems; do
	printf '%-24s %8s %8s %10s %8s %9s\n' "$name" "$upgrade" "$update" "$configure" "$unknown" "$problems"
done
exit "$worst"
