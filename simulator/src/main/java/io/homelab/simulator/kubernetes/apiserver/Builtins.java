package io.homelab.simulator.kubernetes.apiserver;

import java.util.Arrays;
import java.util.List;

/** The resources that every cluster has. */
final class Builtins {
    private static final String TABLE = """
            v1 namespaces Namespace cluster ns status
            v1 nodes Node cluster no status
            v1 persistentvolumes PersistentVolume cluster pv status
            v1 pods Pod namespaced po status,log,eviction,binding,exec,attach,portforward,ephemeralcontainers
            v1 services Service namespaced svc status
            v1 configmaps ConfigMap namespaced cm -
            v1 secrets Secret namespaced - -
            v1 serviceaccounts ServiceAccount namespaced sa token
            v1 events Event namespaced ev -
            v1 endpoints Endpoints namespaced ep -
            v1 persistentvolumeclaims PersistentVolumeClaim namespaced pvc status
            v1 replicationcontrollers ReplicationController namespaced rc status,scale
            v1 limitranges LimitRange namespaced limits -
            v1 resourcequotas ResourceQuota namespaced quota status
            v1 podtemplates PodTemplate namespaced - -
            apps/v1 deployments Deployment namespaced deploy status,scale
            apps/v1 replicasets ReplicaSet namespaced rs status,scale
            apps/v1 daemonsets DaemonSet namespaced ds status
            apps/v1 statefulsets StatefulSet namespaced sts status,scale
            apps/v1 controllerrevisions ControllerRevision namespaced - -
            batch/v1 jobs Job namespaced - status
            batch/v1 cronjobs CronJob namespaced cj status
            rbac.authorization.k8s.io/v1 roles Role namespaced - -
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding namespaced - -
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole cluster - -
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding cluster - -
            storage.k8s.io/v1 storageclasses StorageClass cluster sc -
            storage.k8s.io/v1 csidrivers CSIDriver cluster - -
            storage.k8s.io/v1 csinodes CSINode cluster - -
            storage.k8s.io/v1 csistoragecapacities CSIStorageCapacity namespaced - -
            storage.k8s.io/v1 volumeattachments VolumeAttachment cluster - status
            networking.k8s.io/v1 ingresses Ingress namespaced ing status
            networking.k8s.io/v1 ingressclasses IngressClass cluster - -
            networking.k8s.io/v1 networkpolicies NetworkPolicy namespaced netpol -
            policy/v1 poddisruptionbudgets PodDisruptionBudget namespaced pdb status
            autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler namespaced hpa status
            autoscaling/v1 horizontalpodautoscalers HorizontalPodAutoscaler namespaced hpa status
            coordination.k8s.io/v1 leases Lease namespaced - -
            discovery.k8s.io/v1 endpointslices EndpointSlice namespaced - -
            events.k8s.io/v1 events Event namespaced ev -
            scheduling.k8s.io/v1 priorityclasses PriorityClass cluster pc -
            node.k8s.io/v1 runtimeclasses RuntimeClass cluster - -
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition cluster crd,crds status
            apiregistration.k8s.io/v1 apiservices APIService cluster - status
            admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration cluster - -
            admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration cluster - -
            admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy cluster - status
            admissionregistration.k8s.io/v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding cluster - -
            flowcontrol.apiserver.k8s.io/v1 flowschemas FlowSchema cluster - status
            flowcontrol.apiserver.k8s.io/v1 prioritylevelconfigurations PriorityLevelConfiguration cluster - status
            certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest cluster csr status,approval
            authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview cluster - -
            authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview cluster - -
            authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview cluster - -
            authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview cluster - -
            authentication.k8s.io/v1 tokenreviews TokenReview cluster - -
            """;

    static final List<ResourceType> ALL = TABLE.lines().map(Builtins::parse).toList();

    private Builtins() {}

    private static ResourceType parse(String line) {
        var column = line.strip().split("\\s+", -1);
        var slash = column[0].indexOf('/');
        return new ResourceType(
                slash < 0 ? "" : column[0].substring(0, slash),
                column[0].substring(slash + 1),
                column[1],
                column[2],
                column[3].equals("namespaced"),
                list(column[4]),
                list(column[5]),
                null);
    }

    private static List<String> list(String text) {
        return text.equals("-") ? List.of() : Arrays.asList(text.split(",", -1));
    }

    /** Whether objects of this type are answered and not kept. */
    static boolean review(ResourceType type) {
        return type.plural().endsWith("reviews");
    }
}
