# shellcheck shell=bash
# shellcheck disable=SC2154  # bin, samples and folder are set by ./demo
# The road of one request (made up) from proposal to start, for ./demo: advice, choice, team decision, silence, the next,
# a yes by telephone that is late, handover, start. Sourced by it, with bin and samples set.
#
# Silence takes days. The server of the journey therefore begins with its clock twenty days behind, on a store of its own,
# and is started again twice with a clock that has moved on: nobody answered meanwhile. Only the clock of that one process
# is changed (libfaketime); the server knows no way to cheat time.

# How a command of the journey is shown.
show_step() {
  printf '\n   $ koppel %s\n' "$*"
  "$bin/koppel" "$@" --language nl 2>&1 | sed 's/^/   /'
  return "${PIPESTATUS[0]}"
}

# The same for a command that has to be refused with this reason, and with no other.
show_refusal() {
  local reason=$1 output
  shift
  if output=$(show_step "$@"); then
    printf '%s\n   this should have been refused: %s\n' "$output" "$reason" >&2
    return 1
  fi
  printf '%s\n' "$output"
  grep -q "\[$reason\]" <<<"$output" || { echo "   refused for another reason than $reason" >&2; return 1; }
}

# Starts the server of the journey with its clock so many days behind.
start_journey_server() {
  local library
  library=$(find /usr/lib -name libfaketimeMT.so.1 2>/dev/null | head -n 1)
  [ -n "$library" ] || return 1
  : >"$folder/journey.log"
  LD_PRELOAD=$library FAKETIME="-$1d" FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 \
    setsid "$bin/koppeld" --store "rocksdb://$folder/journey" --listen "$KOPPEL_SERVER" \
    >>"$folder/journey.log" 2>&1 </dev/null &
  journey_server=$!
  for _ in $(seq 300); do
    if grep -q 'serves on' "$folder/journey.log"; then return 0; fi
    kill -0 "$journey_server" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 5 "$folder/journey.log" >&2
  return 1
}

stop_journey_server() {
  local pid=$journey_server
  journey_server=
  [ -z "$pid" ] || { kill -TERM "$pid" && wait "$pid"; }
}

# Ten days go by, until the clock is so many days behind; waits until Koppel has seen that nobody answered the offer.
let_time_pass() {
  printf '\n   ... and nobody answers. The server stops, and starts again ten days later.\n'
  stop_journey_server || return 1
  start_journey_server "$1" || return 1
  for _ in $(seq 100); do
    if [ "$(state_of "$2")" = EXPIRED ]; then return 0; fi
    sleep 0.1
  done
  return 1
}

# The value of a field of a record in JSON on standard input, the first time that it is there.
field() { sed -nE "s/.*\"$1\": *\"([^\"]*)\".*/\1/p" | head -n 1; }

state_of() { "$bin/koppel" offer get "$1" --output json | field state; }

# The short name of the first offer of demo in this role that stands like this.
offer_in() {
  "$bin/koppel" offer list "$demo" --output jsonl | grep "\"role\":\"$1\"" | grep "\"state\":\"$2\"" | field name |
    sed -E 's|municipalities/(.*)/referrals/(.*)/offers/(.*)|\1/\2/\3|'
}

# The request: that of a sample, reported five days before the journey begins, and with some hurry.
write_request() {
  sed -e "s/^{\$/{ \"resident\": \"inwoner-7\", \"report_date\": \"$(date -d '-25 days' +%F)\",/" \
    -e 's/"NORMAL"/"PRIORITY"/' "$samples/requests/wijk-bij-duurstede-lvb.json"
}

# Request, advice, the sheet for the resident, the choice, and the decision of the team.
from_request_to_decision() {
  local lead starter
  write_request >"$folder/request.json" || return 1
  show_step referral create --file "$folder/request.json" --municipality GM0352 --id demo || return 1
  show_step referral submit "$demo" || return 1
  show_step referral propose "$demo" --max 2 || return 1
  show_step referral choice-sheet "$demo" --options 1 || return 1
  show_step referral choose "$demo" --proposal 1 --chooser TOGETHER || return 1
  show_step referral send "$demo" || return 1
  show_step referral clocks "$demo" || return 1
  lead=$(offer_in LEAD PENDING)
  starter=$("$bin/koppel" offer get "$lead" --output json | field offering)
  show_step inbox --party teams/vak-2-0 || return 1
  show_step offer respond "$lead" --member "${starter%/offerings/*}" --verdict CAN || return 1
  show_step offer decide "$lead" --starter "$starter" --by "${starter%/offerings/*}" --coach || return 1
}

# Silence, the next, silence again, and then a yes after all.
from_silence_to_yes() {
  local first first_party next party
  first=$(offer_in JOIN PENDING)
  first_party=$("$bin/koppel" offer get "$first" --output json | field party)
  let_time_pass 10 "$first" || return 1
  show_step inbox --party GM0352 || return 1
  show_step referral propose "$demo" --max 1 || return 1
  show_step referral choose "$demo" --proposal 1 --chooser TOGETHER || return 1
  show_step referral send "$demo" || return 1
  next=$(offer_in JOIN PENDING)
  party=$("$bin/koppel" offer get "$next" --output json | field party)
  # The first may not answer any more, as another was asked; the next may, late as it is.
  show_refusal OFFER_REPLACED offer accept "$first" --on-behalf-of "$first_party" || return 1
  let_time_pass 0 "$next" || return 1
  show_step offer accept "$next" --on-behalf-of "$party" || return 1
  show_step offer list "$demo" || return 1
}

from_handover_to_start() {
  local placement
  placement=$(offer_in LEAD ACCEPTED)
  show_step placement handover "$placement" --road WARM || return 1
  show_step placement contact "$placement" || return 1
  show_step placement start "$placement" || return 1
  show_step referral history "$demo" --output wide || return 1
}

# All of it, on a store of its own.
journey() {
  local KOPPEL_SERVER="unix:$folder/journey.sock" demo=GM0352/demo
  export KOPPEL_SERVER
  start_journey_server 20 || return 1
  "$bin/koppel" area import "$samples/areas.csv" >/dev/null || return 1
  "$bin/koppel" directory import "$samples/directory.jsonl" >/dev/null || return 1
  if ! { from_request_to_decision && from_silence_to_yes && from_handover_to_start; }; then
    echo "The last lines of the log of the journey's server:" >&2
    tail -n 15 "$folder/journey.log" >&2
    return 1
  fi
  echo
  stop_journey_server
}
