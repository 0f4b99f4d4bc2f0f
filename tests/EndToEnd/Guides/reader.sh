# shellcheck shell=bash
# What stands for the person at the terminals of a guide. The shell that follows it reads this first.

mkdir -p ~/here
cd ~/here
ln -s /usr/lib/ilb/samples samples

# What goes on until Ctrl-C has a terminal of its own. That nothing would arrive, or that no backend is up, is an answer like others.
ilb() {
    case "${1-}" in
    serve) end_serve && begin_serve "$@" ;;
    down) end_serve && command ilb "$@" ;;
    # On a server that has nothing yet.
    restore) end_serve && command ilb down && rm -rf /var/lib/ilb && command ilb "$@" ;;
    forward) command ilb "$@" >/dev/null 2>&1 & until curl -s "http://127.0.0.1:$2" >/dev/null; do kill -0 $! && sleep 0.1; done ;;
    watch) watch_it "$@" ;;
    exec) healthy && command ilb "$@" ;;
    status | trace) command ilb "$@" || [ $? = 1 ] ;;
    *) command ilb "$@" ;;
    esac
}

begin_serve() {
    command ilb "$@" >~/serve.log 2>&1 &
    serving=$!
    until grep -qs '^ilb is ready' ~/serve.log; do
        sleep 0.1
        kill -0 "$serving" || { cat ~/serve.log && return 1; }
    done
}

# Until it has told so many things: what it looks at is the first.
events=1
watch_it() {
    local watching tries=300
    : >~/watched # what is started has not opened it yet when it is looked at
    command ilb "$@" >~/watched 2>&1 &
    watching=$!
    until [ "$(wc -l <~/watched)" -ge "$events" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.1; done
    kill "$watching"
    wait "$watching" || true
    cat ~/watched
}

serving=
end_serve() {
    [ -z "$serving" ] || { kill "$serving" && wait "$serving"; }
    serving=
}

# Whoever reads takes longer than a probe.
healthy() {
    local tries=40
    until command ilb status >~/status 2>&1 || [ $((tries -= 1)) = 0 ]; do sleep 0.5; done
}
