package io.homelab.workflows.notice;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Tells a person something. */
@ActivityInterface
public interface NoticeActivities {
    /** Sends the notice wherever the lab says; nothing is sent when nothing is configured. */
    @ActivityMethod(name = "NotifyPerson")
    void send(Notice notice);
}
