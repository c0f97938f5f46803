package io.homelab.worker.temporal;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Origin;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.cluster.ClusterActivities.AddonRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.DestroyRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.topology.NodeRef;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Gives the calls of an activity their origin: the activity's type, and the kind of thing that it works on. */
final class Origins extends WorkerInterceptorBase {
    private final LabReader labs;
    private final ConcurrentMap<NodeRef, String> roles = new ConcurrentHashMap<>();

    Origins(LabReader labs) {
        this.labs = labs;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private String step = "";

            @Override
            public void init(ActivityExecutionContext context) {
                step = context.getInfo().getActivityType();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                var arguments = input.getArguments();
                var kind = arguments.length == 0 ? "lab" : kind(arguments[0]);
                return new Origin(step, kind).call(() -> super.execute(input));
            }
        };
    }

    private String kind(Object about) {
        return switch (about) {
            case NodeRef node -> role(node);
            case MachineRequest machine -> role(machine.node());
            case AdoptRequest machine -> role(machine.node());
            case DestroyRequest machine -> "machine";
            case AddonRequest addon -> "addon " + addon.addon();
            default -> "cluster";
        };
    }

    private String role(NodeRef ref) {
        try {
            return roles.computeIfAbsent(ref, r -> labs.snapshot(r.snapshot())
                    .node(r.cluster(), r.node())
                    .role()
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-'));
        } catch (Problem e) {
            return "machine"; // the activity itself is about to say what is wrong with the lab file
        }
    }
}
