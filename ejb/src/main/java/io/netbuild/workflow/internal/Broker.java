package io.netbuild.workflow.internal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;

/** The message broker as the server knows it: whether it is the one in the server or another one is the server's configuration. */
@ApplicationScoped
public class Broker {

    /** The name of the queue of commands. */
    static final String COMMANDS = "java:/jms/WorkflowCommands";

    @Resource(lookup = "java:/jms/WorkflowConnections")
    ConnectionFactory connections;

    @Resource(lookup = COMMANDS)
    Queue commands;

    @Resource(lookup = "java:/jms/WorkflowCommandsDLQ")
    Queue deadLetters;

    @Resource(lookup = "java:/jms/WorkflowEvents")
    Topic events;

    /** A context whose work is part of the running transaction; to be closed before that ends. */
    public JMSContext connect() {
        return connections.createContext();
    }

    public Queue commands() {
        return commands;
    }

    public Queue deadLetters() {
        return deadLetters;
    }

    public Topic events() {
        return events;
    }
}
