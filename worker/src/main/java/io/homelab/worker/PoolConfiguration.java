package io.homelab.worker;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxPools;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.zfs.ZfsPoolActivities;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pools of the hypervisor, which backups are verified with. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {
    @Bean
    ZfsPoolActivities zfsPoolActivities(
            LabReader labs, Transports transports, Hypervisors hypervisors, WorkerProperties properties) {
        return new ZfsPoolActivities(
                labs, transports, new ProxmoxPools(hypervisors), properties.stateDirectory(), LabClock.system());
    }
}
