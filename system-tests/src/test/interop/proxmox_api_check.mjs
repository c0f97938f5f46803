// The unmodified npm package proxmox-api against a world of the simulator.
// Needs: npm install proxmox-api   Usage: NODE_EXTRA_CA_CERTS=ca.pem node proxmox_api_check.mjs INFO.json
// (ca.pem: the info's proxmox.ca; the info is the answer of the control API's POST /worlds.)
import { readFileSync } from "node:fs";
import assert from "node:assert";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { proxmoxApi } = require("proxmox-api");
const info = JSON.parse(readFileSync(process.argv[2], "utf8"));
const pve = info.proxmox;
const address = new URL(pve.url);
const api = proxmoxApi({ host: address.hostname, port: Number(address.port), tokenID: pve.tokenId, tokenSecret: pve.token });
const node = api.nodes.$(pve.nodes[0]);

async function wait(what, upid) {
  for (let i = 0; i < 600; i++) {
    const task = await node.tasks.$(upid).status.$get();
    if (task.status === "stopped") {
      console.log(what, task.exitstatus);
      assert.equal(task.exitstatus, "OK");
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(what + " did not end");
}

console.log("version", await api.version.$get());
const vmid = Number(await api.cluster.nextid.$get());
await wait("create", await node.qemu.$post({
  vmid, name: "interop-node", ostype: "l26", machine: "q35", bios: "ovmf", memory: "2048", cores: 2,
  efidisk0: "local-lvm:1,efitype=4m,pre-enrolled-keys=0", scsi0: "local-lvm:20,discard=on,ssd=1",
  net0: "virtio,bridge=" + info.bridge, boot: "order=scsi0", tags: "interop;node", onboot: false,
}));
const vm = node.qemu.$(vmid);
console.log("config", (await vm.config.$get()).scsi0);
await wait("start", await vm.status.start.$post());
console.log("status", (await vm.status.current.$get()).status);
await wait("stop", await vm.status.stop.$post());
await assert.rejects(node.qemu.$post({ vmid }), (error) => { console.log("same vmid", error.message); return true; });
await wait("delete", await vm.$delete({ purge: true }));
await assert.rejects(vm.config.$get(), (error) => { console.log("gone", error.message); return true; });
console.log("done");
