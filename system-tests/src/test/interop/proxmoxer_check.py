"""The unmodified proxmoxer client against a world of the simulator.

Needs: pip install proxmoxer requests requests-toolbelt
Usage: proxmoxer_check.py INFO.json   (the answer of the control API's POST /worlds)
Prints one line a step and exits with 0 when every step did what it should.
"""

import hashlib
import io
import json
import sys
import tempfile
import time
import urllib.request
import ssl

from proxmoxer import ProxmoxAPI, ResourceException


def main(info):
    pve = info["proxmox"]
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as ca:
        ca.write(pve["ca"])
    user, token_name = pve["tokenId"].split("!")
    host = pve["url"].removeprefix("https://")
    api = ProxmoxAPI(host, user=user, token_name=token_name, token_value=pve["token"], verify_ssl=ca.name)
    node = api.nodes(pve["nodes"][0])

    def wait(what, upid):
        for _ in range(600):
            task = node.tasks(upid).status.get()
            if task["status"] == "stopped":
                print(what, task["exitstatus"])
                assert task["exitstatus"] == "OK", task
                return
            time.sleep(0.05)
        raise AssertionError(what + " did not end")

    print("version", api.version.get())
    image = fetch(info["factory"])
    iso = io.BytesIO(image)
    iso.name = "interop-python.iso"
    wait("upload", node.storage("local").upload.post(
        content="iso", filename=iso, checksum=hashlib.sha256(image).hexdigest(), **{"checksum-algorithm": "sha256"}))
    assert any(v["volid"] == "local:iso/interop-python.iso" for v in node.storage("local").content.get(content="iso"))
    vmid = int(api.cluster.nextid.get())
    wait("create", node.qemu.post(
        vmid=vmid, name="interop-python", ostype="l26", machine="q35", bios="ovmf", memory=2048, cores=2,
        efidisk0="local-lvm:1,efitype=4m,pre-enrolled-keys=0", scsihw="virtio-scsi-single",
        scsi0="local-lvm:20,discard=on,iothread=1,ssd=1", ide2="local:iso/interop-python.iso,media=cdrom",
        net0="virtio,bridge=" + info["bridge"], boot="order=scsi0;ide2", tags="interop;python", onboot=0))
    config = node.qemu(vmid).config.get()
    print("config", config["name"], config["tags"], config["scsi0"])
    node.qemu(vmid).config.put(description="made by proxmoxer", digest=config["digest"])
    try:
        node.qemu(vmid).config.put(description="again", digest=config["digest"])
        raise AssertionError("an old digest was accepted")
    except ResourceException as e:
        print("old digest", e.status_code, e.content)
    try:
        node.qemu.post(vmid=vmid)
        raise AssertionError("a taken number was accepted")
    except ResourceException as e:
        print("same vmid", e.status_code, e.content)
    looked_at(api, node, vmid)
    changed(api, node, vmid, wait, info)
    wait("start", node.qemu(vmid).status.start.post())
    print("status", node.qemu(vmid).status.current.get()["status"])
    powered(node, vmid, wait)
    wait("stop", node.qemu(vmid).status.stop.post())
    wait("delete", node.qemu(vmid).delete(purge=1, **{"destroy-unreferenced-disks": 1}))
    try:
        node.qemu(vmid).config.get()
        raise AssertionError("the machine is still there")
    except ResourceException as e:
        print("gone", e.status_code, e.content)
    wait("delete iso", node.storage("local").content("local:iso/interop-python.iso").delete())
    root = ProxmoxAPI(host, user=pve["rootUser"], password=pve["rootPassword"], verify_ssl=ca.name)
    print("ticket", root.access.permissions.get()["/"]["Sys.Modify"])
    root.pools.post(poolid="interop-python")
    root.pools("interop-python").delete()


def looked_at(api, node, vmid):
    """What clients ask around a machine."""
    assert [entry["vmid"] for entry in node.qemu.get() if entry["vmid"] == vmid] == [vmid]
    assert any(entry["key"] == "name" for entry in node.qemu(vmid).pending.get())
    assert node.qemu(vmid).feature.get(feature="snapshot")["hasFeature"] == 1
    assert node.qemu(vmid).snapshot.get()[-1]["name"] == "current"
    assert node.status.get()["cpuinfo"]["cpus"] > 0
    assert any(entry["iface"] == "vmbr0" for entry in node.network.get())
    assert any(entry["storage"] == "local-lvm" for entry in node.storage.get(content="images"))
    assert node.storage("local").status.get()["avail"] > 0
    assert len(node.rrddata.get(timeframe="hour")) > 0
    assert len(node.qemu(vmid).rrddata.get(timeframe="day")) > 0
    assert any(task["type"] == "qmcreate" for task in node.tasks.get(vmid=vmid))
    created = next(task for task in node.tasks.get(vmid=vmid) if task["type"] == "qmcreate")
    assert node.tasks(created["upid"]).log.get()[-1]["n"] > 0
    assert api.cluster.tasks.get()
    assert api.cluster.status.get()
    assert any(entry.get("vmid") == vmid for entry in api.cluster.resources.get(type="vm"))
    assert "VM.Allocate" in api.access.permissions.get(path="/vms")["/vms"]
    for folder in (api, api.access, api.cluster, node, node.storage("local"), node.qemu(vmid)):
        assert folder.get("") if folder is api else folder.get()
    for quiet in ("replication", "apt/update", "services", "disks/list", "time", "dns", "subscription", "hardware/pci"):
        node(quiet).get()
    for quiet in ("firewall/options", "ha/resources", "backup", "options", "mapping/pci"):
        api.cluster(quiet).get()
    for refused, status in (("nextid?vmid=%d" % vmid, 400), ("nonsense", 501)):
        try:
            api.cluster(refused).get()
            raise AssertionError(refused + " was answered")
        except ResourceException as e:
            assert e.status_code == status, e
    print("looked")


def changed(api, node, vmid, wait, info):
    """Configuration, disks, snapshots and copies."""
    vm = node.qemu(vmid)
    wait("config", vm.config.post(cores=4, scsi1="local-lvm:4"))
    assert vm.config.get()["scsi1"].startswith("local-lvm:vm-")
    wait("resize", vm.resize.put(disk="scsi1", size="+2G"))
    assert "size=6G" in vm.config.get()["scsi1"]
    vm.unlink.put(idlist="scsi1", force=1)
    vm.config.put(delete="scsi1,description")
    assert "description" not in vm.config.get()
    try:
        vm.config.put(cores="many")
        raise AssertionError("a word was taken for a number")
    except ResourceException as e:
        print("invalid", e.status_code, e.errors)
    wait("snapshot", vm.snapshot.post(snapname="before", description="of proxmoxer"))
    assert vm.snapshot("before").config.get()["name"] == "interop-python"
    wait("rollback", vm.snapshot("before").rollback.post())
    wait("delete snapshot", vm.snapshot("before").delete())
    copy = int(api.cluster.nextid.get())
    wait("clone", vm.clone.post(newid=copy, name="interop-python-copy", full=1))
    wait("template", node.qemu(copy).template.post())
    linked = int(api.cluster.nextid.get())
    wait("linked clone", node.qemu(copy).clone.post(newid=linked, name="interop-python-linked"))
    wait("delete linked", node.qemu(linked).delete(purge=1))
    wait("delete copy", node.qemu(copy).delete(purge=1))


def powered(node, vmid, wait):
    """Every button of a machine that runs."""
    wait("shutdown", node.qemu(vmid).status.shutdown.post(timeout=1, forceStop=1))
    wait("start again", node.qemu(vmid).status.start.post())
    for button in ("reset", "suspend", "resume"):
        wait(button, node.qemu(vmid).status(button).post())
    try:
        node.qemu(vmid).agent.ping.post()
        raise AssertionError("an agent answered that is not configured")
    except ResourceException as e:
        print("agent", e.status_code, e.content)


def fetch(factory):
    context = ssl.create_default_context(cadata=factory["ca"])
    post = urllib.request.Request(factory["url"] + "/schematics", data=b"customization: {}\n", method="POST")
    schematic = json.load(urllib.request.urlopen(post, context=context))["id"]
    url = f"{factory['url']}/image/{schematic}/v1.9.5/nocloud-amd64.iso"
    return urllib.request.urlopen(url, context=context).read()


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        main(json.load(file))
    print("done")
