output "vm_id" {
  description = "VMID of the machine."
  value       = proxmox_virtual_environment_vm.talos.vm_id
}

output "name" {
  description = "Name of the machine."
  value       = proxmox_virtual_environment_vm.talos.name
}

output "mac_address" {
  description = "MAC address of the network card, for a DHCP reservation."
  value       = proxmox_virtual_environment_vm.talos.mac_addresses[0]
}
