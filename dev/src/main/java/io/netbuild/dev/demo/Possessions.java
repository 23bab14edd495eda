package io.netbuild.dev.demo;

/**
 * What a tenant has at a moment that no other may see.
 *
 * @param instance a running process instance
 * @param instanceKey its business key
 * @param task its open user task
 * @param definition the process definition that it runs
 * @param deployment the deployment which that came with
 * @param deliveryKey the business key of an instance that waits for a message
 */
record Possessions(
        String instance, String instanceKey, String task, String definition, String deployment, String deliveryKey) {}
