"""The unmodified prometheus-pve-exporter, all collectors on, against a world of the simulator.

Needs: pip install prometheus-pve-exporter
Usage: pve_exporter_check.py INFO.json; ends with "done" when the metrics name what there is.
"""

import json
import sys
import tempfile

from pve_exporter.collector import CollectorsOptions, collect_pve


def main(info):
    pve = info["proxmox"]
    user, token_name = pve["tokenId"].split("!")
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as ca:
        ca.write(pve["ca"])
    config = {"user": user, "token_name": token_name, "token_value": pve["token"], "verify_ssl": ca.name}
    every = CollectorsOptions(*[True] * len(CollectorsOptions._fields))
    metrics = collect_pve(config, pve["url"].removeprefix("https://"), True, True, every).decode()
    for wanted in ('pve_up{id="node/%s"} 1.0' % pve["nodes"][0], "pve_node_info", "pve_guest_info", "pve_storage_info",
                   "pve_version_info", "pve_onboot_status", "pve_not_backed_up_total"):
        assert wanted in metrics, wanted + " is not in:\n" + metrics
    print(len(metrics.splitlines()), "lines of metrics")


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        main(json.load(file))
    print("done")
