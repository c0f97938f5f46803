# A machine for Talos, with the same settings as the one that `homelab cluster bootstrap` makes: it boots its disk, and
# the Talos ISO while the disk is empty; cloud-init's drive gives Talos' nocloud platform its address.
resource "proxmox_virtual_environment_vm" "talos" {
  name      = var.name
  node_name = var.node_name
  vm_id     = var.vm_id
  tags      = sort(["talos", "kubernetes", var.environment])

  machine       = "q35"
  bios          = "ovmf"
  scsi_hardware = "virtio-scsi-single"
  boot_order    = ["scsi0", "ide2"]
  on_boot       = var.on_boot

  # Talos answers no ACPI shutdown while it installs.
  stop_on_destroy = true

  agent {
    enabled = var.guest_agent
  }

  cpu {
    cores = var.cores
    type  = "host"
  }

  memory {
    dedicated = var.memory_mib
  }

  efi_disk {
    datastore_id      = var.disk_storage
    type              = "4m"
    pre_enrolled_keys = false
  }

  disk {
    datastore_id = var.disk_storage
    interface    = "scsi0"
    size         = var.disk_gib
    discard      = "on"
    iothread     = true
    ssd          = true
  }

  cdrom {
    file_id   = var.image_volume
    interface = "ide2"
  }

  network_device {
    bridge  = var.bridge
    model   = "virtio"
    vlan_id = var.vlan_id
  }

  serial_device {}

  operating_system {
    type = "l26"
  }

  initialization {
    datastore_id = var.disk_storage
    interface    = "ide0"

    ip_config {
      ipv4 {
        address = var.ipv4_address
        gateway = var.ipv4_gateway
      }
    }

    dynamic "dns" {
      for_each = length(var.dns_servers) > 0 ? [var.dns_servers] : []

      content {
        servers = dns.value
      }
    }
  }
}
