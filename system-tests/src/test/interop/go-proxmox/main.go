// The unmodified Go library luthermonson/go-proxmox against a world of the simulator.
// Usage: go-proxmox INFO.json (the control API's answer to GET /worlds/{world}); prints a line a step, exits 0 when all did what they should.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/luthermonson/go-proxmox"
)

type info struct {
	Proxmox struct {
		URL          string   `json:"url"`
		CA           string   `json:"ca"`
		TokenID      string   `json:"tokenId"`
		Token        string   `json:"token"`
		RootUser     string   `json:"rootUser"`
		RootPassword string   `json:"rootPassword"`
		Nodes        []string `json:"nodes"`
	} `json:"proxmox"`
	Factory struct {
		URL string `json:"url"`
		CA  string `json:"ca"`
	} `json:"factory"`
	Bridge string `json:"bridge"`
}

func check(err error, what string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func must(holds bool, what string) {
	if !holds {
		fmt.Fprintln(os.Stderr, "not so: "+what)
		os.Exit(1)
	}
}

func wait(ctx context.Context, task *proxmox.Task, err error, what string) {
	check(err, what)
	check(task.Wait(ctx, 100*time.Millisecond, time.Minute), what)
	must(task.IsSuccessful, what+": "+task.ExitStatus)
	fmt.Println(what, task.ExitStatus)
}

func trusting(pems ...string) *http.Client {
	roots := x509.NewCertPool()
	for _, pem := range pems {
		must(roots.AppendCertsFromPEM([]byte(pem)), "the certificate is read")
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
}

func image(client *http.Client, factory string) []byte {
	answer, err := client.Post(factory+"/schematics", "application/yaml", strings.NewReader("customization: {}\n"))
	check(err, "schematic")
	var schematic struct{ ID string }
	check(json.NewDecoder(answer.Body).Decode(&schematic), "schematic")
	answer, err = client.Get(factory + "/image/" + schematic.ID + "/v1.9.5/nocloud-amd64.iso")
	check(err, "image")
	bytes, err := io.ReadAll(answer.Body)
	check(err, "image")
	return bytes
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	check(err, "info")
	var lab info
	check(json.Unmarshal(file, &lab), "info")
	ctx := context.Background()
	http := trusting(lab.Proxmox.CA, lab.Factory.CA)
	client := proxmox.NewClient(lab.Proxmox.URL+"/api2/json", proxmox.WithHTTPClient(http),
		proxmox.WithAPIToken(lab.Proxmox.TokenID, lab.Proxmox.Token))

	version, err := client.Version(ctx)
	check(err, "version")
	fmt.Println("version", version.Version)
	_, err = client.Nodes(ctx)
	check(err, "nodes")
	node, err := client.Node(ctx, lab.Proxmox.Nodes[0])
	check(err, "node")
	_, err = node.Storages(ctx)
	check(err, "storages")
	_, err = node.Networks(ctx)
	check(err, "networks")
	_, err = node.Time(ctx)
	check(err, "time")
	cluster, err := client.Cluster(ctx)
	check(err, "cluster")
	_, err = cluster.Resources(ctx, "vm")
	check(err, "resources")
	_, err = client.Permissions(ctx, nil)
	check(err, "permissions")

	iso := image(http, lab.Factory.URL)
	local, err := node.Storage(ctx, "local")
	check(err, "storage")
	sum := sha256.Sum256(iso)
	name := "interop-go.iso"
	path := os.TempDir() + "/" + name
	check(os.WriteFile(path, bytes.Clone(iso), 0o600), "write")
	defer os.Remove(path)
	upload, err := local.UploadWithHash("iso", path, &name, hex.EncodeToString(sum[:]), "sha256")
	wait(ctx, upload, err, "upload")
	disc, err := local.ISO(ctx, name)
	check(err, "iso")
	fmt.Println("iso", disc.VolID)

	vmid, err := cluster.NextID(ctx)
	check(err, "nextid")
	create, err := node.NewVirtualMachine(ctx, vmid, options(map[string]any{
		"name": "interop-go", "ostype": "l26", "machine": "q35", "bios": "ovmf", "memory": 2048, "cores": 2, "cpu": "host",
		"efidisk0": "local-lvm:1,efitype=4m,pre-enrolled-keys=0", "scsihw": "virtio-scsi-single",
		"scsi0": "local-lvm:20,discard=on,iothread=1,ssd=1", "ide2": "local:iso/" + name + ",media=cdrom",
		"net0": "virtio,bridge=" + lab.Bridge, "boot": "order=scsi0;ide2", "tags": "interop;go", "onboot": 0, "agent": "enabled=1",
	})...)
	wait(ctx, create, err, "create")
	machine, err := node.VirtualMachine(ctx, vmid)
	check(err, "machine")
	must(*machine.VirtualMachineConfig.Bios == "ovmf", "the machine boots by OVMF")
	must(machine.HasTag("interop") && machine.HasTag("go"), "the machine has its tags")
	fmt.Println("config", machine.VirtualMachineConfig.Name, machine.VirtualMachineConfig.Tags)

	changed, err := machine.Config(ctx, proxmox.VirtualMachineOption{Name: "description", Value: "made by go-proxmox"})
	wait(ctx, changed, err, "config update")
	tagged, err := machine.AddTag(ctx, "third")
	wait(ctx, tagged, err, "tag")
	resized, err := machine.ResizeDisk(ctx, "scsi0", "+5G")
	wait(ctx, resized, err, "resize")
	snapshot, err := machine.NewSnapshot(ctx, "before")
	wait(ctx, snapshot, err, "snapshot")
	snapshots, err := machine.Snapshots(ctx)
	check(err, "snapshots")
	must(len(snapshots) == 2, "a snapshot and the present")
	back, err := machine.Snapshot("before").Rollback(ctx)
	wait(ctx, back, err, "rollback")
	gone, err := machine.Snapshot("before").Delete(ctx)
	wait(ctx, gone, err, "delete snapshot")
	copied, clone, err := machine.Clone(ctx, &proxmox.VirtualMachineCloneOptions{Name: "interop-go-copy", Full: true})
	wait(ctx, clone, err, "clone")
	copy, err := node.VirtualMachine(ctx, copied)
	check(err, "copy")
	must(copy.VirtualMachineConfig.Name == "interop-go-copy", "the copy has its name")
	erased, err := copy.Delete(ctx, nil)
	wait(ctx, erased, err, "delete copy")

	started, err := machine.Start(ctx)
	wait(ctx, started, err, "start")
	check(machine.Ping(ctx), "status")
	must(machine.IsRunning(), "the machine runs")
	fmt.Println("status", machine.Status)
	rows, err := machine.RRDData(ctx, proxmox.TimeframeHour)
	check(err, "rrd")
	fmt.Println("rrd", len(rows) > 0)
	reset, err := machine.Reset(ctx)
	wait(ctx, reset, err, "reset")
	_, err = machine.Delete(ctx, nil)
	must(err != nil, "a running machine is not deleted")
	fmt.Println("running", err)
	stopped, err := machine.Stop(ctx)
	wait(ctx, stopped, err, "stop")
	tasks, err := node.Tasks(ctx, &proxmox.NodeTasksOptions{VMID: vmid})
	check(err, "tasks")
	must(len(tasks) > 5, "the tasks of the machine are listed")
	_, err = node.NewVirtualMachine(ctx, vmid)
	must(err != nil, "a taken number is refused")
	fmt.Println("same vmid", err)
	deleted, err := machine.Delete(ctx, &proxmox.VirtualMachineDeleteOptions{Purge: true, DestroyUnreferencedDisks: true})
	wait(ctx, deleted, err, "delete")
	_, err = node.VirtualMachine(ctx, vmid)
	must(err != nil, "the machine is gone")
	fmt.Println("gone", err)
	removed, err := disc.Delete(ctx)
	wait(ctx, removed, err, "delete iso")

	root := proxmox.NewClient(lab.Proxmox.URL+"/api2/json", proxmox.WithHTTPClient(http),
		proxmox.WithCredentials(&proxmox.Credentials{Username: lab.Proxmox.RootUser, Password: lab.Proxmox.RootPassword}))
	_, err = root.Version(ctx)
	check(err, "ticket")
	check(root.NewPool(ctx, "interop-go", "by go-proxmox"), "pool")
	pool, err := root.Pool(ctx, "interop-go")
	check(err, "pool")
	check(pool.Delete(ctx), "delete pool")
	fmt.Println("done")
}

func options(values map[string]any) []proxmox.VirtualMachineOption {
	all := make([]proxmox.VirtualMachineOption, 0, len(values))
	for name, value := range values {
		all = append(all, proxmox.VirtualMachineOption{Name: name, Value: value})
	}
	return all
}
