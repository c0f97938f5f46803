package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** All rules, in the order in which a person would look. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new NetworkRule(),
            new NodeAddressRule(),
            new AddressModeRule(),
            new UniqueNamesRule(),
            new UniqueAddressesRule(),
            new UniqueMacsRule(),
            new UniqueVmidsRule(),
            new VmidRangeRule(),
            new VipRule(),
            new ControlPlaneCountRule(),
            new MemoryPeakRule(),
            new MachineSizeRule(),
            new MacRule(),
            new ReservedNamesRule(),
            new ClusterNameRule(),
            new EndpointRule(),
            new HypervisorRule(),
            new TrustRule(),
            new SimulationRule(),
            new RecipientsRule(),
            new WaitsRule(),
            new ClusterReferencesRule(),
            new AddonsRule(),
            new GitOpsRule(),
            new PromotionRule(),
            new ApprovalRule(),
            new FreezeRule(),
            new BackupsRule(),
            new ClusterBackupsRule(),
            new BackupPoolsRule(),
            new BackupCopiesRule(),
            new ScheduleRule(),
            new ListenerRule(),
            new TemplatePresentRule(),
            new TemplateNameRule(),
            new VersionsRule(),
            new SubnetOverlapRule(),
            new TemplateSizeRule(),
            new SchedulingRule(),
            new CniRule());

    private Rules() {}

    /** Everything that any rule finds. */
    public static List<Finding> check(LabView view) {
        return ALL.stream()
                .flatMap(rule -> rule.check(view).stream())
                .distinct()
                .toList();
    }
}
