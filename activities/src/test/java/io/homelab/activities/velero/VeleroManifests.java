package io.homelab.activities.velero;

/** What Git, or somebody, would apply to a cluster that Velero is to back up. */
final class VeleroManifests {
    private VeleroManifests() {}

    /** Velero without keys, whose storage is the S3 server at a port of this machine, and what makes volumes. */
    static String installation(int port) {
        return INSTALLATION.formatted(
                port, deployment("velero", "velero"), deployment("local-path-storage", "local-path-provisioner"));
    }

    /** The Secret that it reads its keys from. */
    static String keys(String access, String secret) {
        return KEYS.formatted(access, secret);
    }

    /** A site with one page, a secret and a door to the outside. */
    static String site(String namespace, String storageClass) {
        return SITE.replace("@NS@", namespace).replace("@CLASS@", storageClass);
    }

    private static String deployment(String namespace, String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers: [{name: main, image: "example/%1$s:1"}]
                """.formatted(name, namespace);
    }

    private static final String KEYS = """
            apiVersion: v1
            kind: Secret
            metadata: {name: velero-s3, namespace: velero}
            stringData:
              cloud: |
                [default]
                aws_access_key_id=%s
                aws_secret_access_key=%s
            """;

    private static final String INSTALLATION = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: velero}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: local-path-storage}
            ---
            apiVersion: velero.io/v1
            kind: BackupStorageLocation
            metadata: {name: default, namespace: velero}
            spec:
              provider: aws
              default: true
              credential: {name: velero-s3, key: cloud}
              objectStorage: {bucket: velero}
              config: {region: us-east-1, s3ForcePathStyle: "true", s3Url: "http://127.0.0.1:%d"}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: node-agent, namespace: velero}
            spec:
              selector: {matchLabels: {name: node-agent}}
              template:
                metadata: {labels: {name: node-agent}}
                spec:
                  tolerations: [{operator: Exists}]
                  containers: [{name: node-agent, image: "velero/velero:v1.18.3"}]
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: local, annotations: {defaultVolumeType: local}}
            provisioner: rancher.io/local-path
            volumeBindingMode: WaitForFirstConsumer
            reclaimPolicy: Delete
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: host-path, annotations: {defaultVolumeType: hostPath}}
            provisioner: rancher.io/local-path
            volumeBindingMode: WaitForFirstConsumer
            reclaimPolicy: Delete
            ---
            %s
            ---
            %s
            """;

    private static final String SITE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: @NS@, labels: {pod-security.kubernetes.io/enforce: baseline, team: web}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: pages, namespace: @NS@}
            spec:
              storageClassName: @CLASS@
              accessModes: [ReadWriteOnce]
              resources: {requests: {storage: 1Gi}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: @NS@}
            data: {color: green}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: key, namespace: @NS@}
            stringData: {key: a-secret-of-the-site}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: @NS@}
            spec:
              type: LoadBalancer
              selector: {app: web}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: mail, namespace: @NS@}
            spec:
              schedule: "0 4 * * *"
              jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: mail, image: "example/mail:1"}]}}}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: @NS@}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata:
                  labels: {app: web}
                  annotations: {backup.velero.io/backup-volumes: html}
                spec:
                  tolerations: [{operator: Exists}]
                  containers:
                  - name: nginx
                    image: docker.io/library/nginx:1.29
                    volumeMounts: [{name: html, mountPath: /usr/share/nginx/html}]
                  volumes:
                  - name: html
                    persistentVolumeClaim: {claimName: pages}
            """;
}
