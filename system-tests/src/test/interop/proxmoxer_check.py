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
    wait("start", node.qemu(vmid).status.start.post())
    print("status", node.qemu(vmid).status.current.get()["status"])
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
