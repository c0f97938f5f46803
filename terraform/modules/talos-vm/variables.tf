variable "name" {
  description = "Name of the machine and of its Talos node."
  type        = string
}

variable "node_name" {
  description = "Proxmox node on which the machine is made."
  type        = string
  default     = "pve"
}

variable "vm_id" {
  description = "VMID; null lets Proxmox choose."
  type        = number
  default     = null
}

variable "cores" {
  description = "Virtual CPUs."
  type        = number
  default     = 2
}

variable "memory_mib" {
  description = "Memory in MiB; Talos knows no ballooning."
  type        = number
  default     = 4096

  validation {
    condition     = var.memory_mib >= 2048
    error_message = "Talos needs at least 2048 MiB."
  }
}

variable "disk_gib" {
  description = "Size of the system disk in GiB."
  type        = number
  default     = 50
}

variable "disk_storage" {
  description = "Storage of the system disk and of cloud-init's drive."
  type        = string
  default     = "local-zfs"
}

variable "image_volume" {
  description = "Volume of the Talos nocloud ISO, such as local:iso/talos-v1.9.5-nocloud-amd64.iso."
  type        = string
}

variable "bridge" {
  description = "Bridge of the network card."
  type        = string
  default     = "vmbr0"
}

variable "vlan_id" {
  description = "VLAN of the network card; null for none."
  type        = number
  default     = null
}

variable "ipv4_address" {
  description = "Address with its prefix length, or dhcp."
  type        = string
  default     = "dhcp"
}

variable "ipv4_gateway" {
  description = "Gateway of a static address; null with dhcp."
  type        = string
  default     = null
}

variable "dns_servers" {
  description = "Name servers of a static address."
  type        = list(string)
  default     = []
}

variable "environment" {
  description = "Cluster that the machine belongs to; becomes a tag beside talos and kubernetes."
  type        = string
  default     = "dev"
}

variable "guest_agent" {
  description = "Whether the image has the extension siderolabs/qemu-guest-agent."
  type        = bool
  default     = true
}

variable "on_boot" {
  description = "Whether the machine starts with the host."
  type        = bool
  default     = true
}
