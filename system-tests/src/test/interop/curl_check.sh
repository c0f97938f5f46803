#!/usr/bin/env bash
# curl against a world of the simulator, by a ticket and by a token, as Proxmox's own wiki shows it.
# Usage: CURL_CA_BUNDLE=ca.pem curl_check.sh INFO.json. Ends with "done" when every step did what it should.
set -euo pipefail
field() { python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); [d := d[int(k) if k.isdigit() else k] for k in sys.argv[2].split(".")]; print(d)' "$info" "$1"; }
data() { python3 -c 'import json,sys; d=json.load(sys.stdin)["data"]; [d := d[k] for k in sys.argv[1:]]; print(d)' "$@"; }
info="$1"
pve="$(field proxmox.url)/api2/json"
node="$(field proxmox.nodes.0)"
token="Authorization: PVEAPIToken=$(field proxmox.tokenId)=$(field proxmox.token)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

wait_for() {
    local status=""
    for _ in $(seq 600); do
        status="$(curl -sf -H "$token" "$pve/nodes/$node/tasks/$1/status")"
        if [ "$(data status <<<"$status")" = stopped ]; then
            [ "$(data exitstatus <<<"$status")" = OK ] || { echo "$status" >&2; return 1; }
            return
        fi
        sleep 0.1
    done
    echo "the task did not end: $1" >&2
    return 1
}

# A ticket: a cookie, and a token against forged requests with everything that writes.
ticket="$(curl -sf --data-urlencode "username=$(field proxmox.rootUser)" --data-urlencode "password=$(field proxmox.rootPassword)" "$pve/access/ticket")"
cookie="PVEAuthCookie=$(data ticket <<<"$ticket")"
csrf="CSRFPreventionToken: $(data CSRFPreventionToken <<<"$ticket")"
curl -sf -b "$cookie" "$pve/version" | data version
code="$(curl -s -o /dev/null -w '%{http_code}' -b "$cookie" -X POST -d poolid=interop-curl "$pve/pools")"
[ "$code" = 401 ] || { echo "a write without its token was answered $code" >&2; exit 1; }
curl -sf -b "$cookie" -H "$csrf" -d poolid=interop-curl "$pve/pools" >/dev/null
curl -sf -b "$cookie" "$pve/pools/interop-curl" | data comment >/dev/null
curl -sf -b "$cookie" -H "$csrf" -X DELETE "$pve/pools?poolid=interop-curl" >/dev/null
code="$(curl -s -o /dev/null -w '%{http_code}' "$pve/version")"
[ "$code" = 401 ] || { echo "nobody was answered $code" >&2; exit 1; }

# A token: no cookie, no second header.
curl -sf -H "$token" "$pve/nodes/$node/status" | data pveversion
curl -sf -H "$token" "$pve/cluster/status" >/dev/null
head -c 1048576 /dev/urandom >"$work/interop-curl.iso"
upload="$(curl -sf -H "$token" -F content=iso -F "filename=@$work/interop-curl.iso" "$pve/nodes/$node/storage/local/upload" | data)"
wait_for "$upload"
vmid="$(curl -sf -H "$token" "$pve/cluster/nextid" | data)"
create="$(curl -sf -H "$token" --data-urlencode "vmid=$vmid" --data-urlencode name=interop-curl --data-urlencode bios=ovmf \
    --data-urlencode machine=q35 --data-urlencode efidisk0=local-lvm:1,efitype=4m,pre-enrolled-keys=0 \
    --data-urlencode scsi0=local-lvm:8 --data-urlencode ide2=local:iso/interop-curl.iso,media=cdrom \
    --data-urlencode "net0=virtio,bridge=$(field bridge)" --data-urlencode "tags=interop;curl" "$pve/nodes/$node/qemu" | data)"
wait_for "$create"
curl -sf -H "$token" "$pve/nodes/$node/qemu/$vmid/config" | data tags
wait_for "$(curl -sf -H "$token" -X POST "$pve/nodes/$node/qemu/$vmid/status/start" | data)"
[ "$(curl -sf -H "$token" "$pve/nodes/$node/qemu/$vmid/status/current" | data status)" = running ]
wait_for "$(curl -sf -H "$token" -X POST "$pve/nodes/$node/qemu/$vmid/status/stop" | data)"
wait_for "$(curl -sf -H "$token" -X DELETE "$pve/nodes/$node/qemu/$vmid?purge=1" | data)"
gone="$(curl -s -o "$work/gone" -w '%{http_code}' -H "$token" "$pve/nodes/$node/qemu/$vmid/config")"
[ "$gone" = 500 ] && grep -q 'does not exist' "$work/gone"
wait_for "$(curl -sf -H "$token" -X DELETE "$pve/nodes/$node/storage/local/content/local:iso/interop-curl.iso" | data)"
echo "done"
